import type { Page } from '@playwright/test'

/**
 * What a person could not read or hit on the screen as it is now: text that is cut or leaves the page, targets under
 * 44 px, contrast under 4.5. Text with an ellipsis of its own (`.cut`) holds names and addresses of any length; it is
 * reported only where `cut` names its place.
 */
export const illegible = (page: Page): Promise<string[]> => page.evaluate(findIllegible)

/** Runs in the page. */
function findIllegible(): string[] {
  const TARGET = 44
  const CONTRAST = 4.5
  const problems: string[] = []
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && getComputedStyle(element).visibility === 'visible'
  }
  const wordsOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').replace(/\s+/g, ' ').trim().slice(0, 30)

  const parts = (color: string): [number, number, number, number] => {
    const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
    return [r, g, b, a]
  }
  const backgroundOf = (element: Element | null): string => {
    if (!element) return getComputedStyle(document.body).backgroundColor
    const { backgroundColor } = getComputedStyle(element)
    return parts(backgroundColor)[3] === 1 ? backgroundColor : backgroundOf(element.parentElement)
  }
  const luminance = (color: string) => {
    const [r, g, b] = parts(color).map(channel => {
      const share = channel / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
  }
  const contrast = (element: Element) => {
    const [high = 1, low = 0] = [getComputedStyle(element).color, backgroundOf(element)]
      .map(luminance)
      .sort((a, b) => b - a)
    return (high + 0.05) / (low + 0.05)
  }

  for (const target of document.querySelectorAll('#app button, #app a, #app input, #app textarea')) {
    const { width, height, left, right } = target.getBoundingClientRect()
    if (!isShown(target)) continue
    if (Math.min(width, height) < TARGET - 0.5)
      problems.push(`small: ${wordsOf(target)} ${Math.round(width)}×${Math.round(height)}`)
    if (left < -0.5 || right > innerWidth + 0.5) problems.push(`outside: ${wordsOf(target)}`)
  }
  for (const element of document.querySelectorAll<HTMLElement>('#app *')) {
    const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
    if (!hasText || !isShown(element)) continue
    const { overflowX, textOverflow } = getComputedStyle(element)
    const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
    if (isCut && textOverflow !== 'ellipsis') problems.push(`cut: ${wordsOf(element)}`)
    if (element.getBoundingClientRect().right > innerWidth + 0.5) problems.push(`leaves the page: ${wordsOf(element)}`)
    const isOff = element.closest(':disabled') !== null
    if (!isOff && contrast(element) < CONTRAST)
      problems.push(`faint: ${wordsOf(element)} ${contrast(element).toFixed(1)}`)
  }
  return [...new Set(problems)]
}
