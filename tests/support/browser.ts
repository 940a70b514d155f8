import { findBrowser } from '../../.ci/find-browser.mjs'

/** How Chromium is started by the browser tests, the screenshots and the bench. */
export function launchOptions() {
  const executablePath = findBrowser()
  return { headless: true, args: FLAGS, ...(executablePath && { executablePath }) }
}

/** A common phone, as seen by people in China. */
export const PHONE = {
  viewport: { width: 375, height: 812 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const

/** No calls home and nothing that needs a graphics card; root cannot have the sandbox. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]
