// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { leftForDialler, openDialler } from '../../../../src/features/calling/dialler.ts'

const PHONE = '13800138000'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('the dialler', () => {
  it('gets the number by a click, and the page keeps nothing of it', () => {
    const clicked: string[] = []
    const note = (event: Event) => {
      event.preventDefault()
      if (event.target instanceof HTMLAnchorElement) clicked.push(event.target.href)
    }
    document.addEventListener('click', note)

    openDialler(PHONE)

    expect(clicked).toEqual([`tel:${PHONE}`])
    expect(document.documentElement.outerHTML).not.toContain(PHONE)
    document.removeEventListener('click', note)
  })

  it.each([
    ['loses the focus', () => window.dispatchEvent(new Event('blur'))],
    ['is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('has come where the page %s', async (_, leave) => {
    const left = leftForDialler(1_500)

    leave()

    expect(await left).toBe(true)
  })

  it('has not come where nothing of that happens in time', async () => {
    const left = leftForDialler(1_500)

    vi.advanceTimersByTime(1_500)

    expect(await left).toBe(false)
  })
})
