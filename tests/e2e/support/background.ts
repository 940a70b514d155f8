import type { Page } from '@playwright/test'

/** The page as the system sees it when it goes to the background: Playwright has no way to hide one. */
export const goToBackground = (page: Page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
