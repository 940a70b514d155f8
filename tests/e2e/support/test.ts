import { expect, test as base, type BrowserContext, type Page } from '@playwright/test'
import { PHONE } from '../../support/browser.ts'
import { startDemoServer, type DemoServer } from './demo-server.ts'

/** A 政务微信 client as such phones name it (private deployment, Android). */
export const WECOM_USER_AGENT =
  'Mozilla/5.0 (Linux; Android 16; 24031PN0DC Build/BP2A.250605.031.A3; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380275 wxworklocal/3.2.200 wwlocal/3.2.200 wxwork/4.0.0 MicroMessenger/7.0.1 Language/zh_CN'

/** The server of the file whose tests run now. */
interface CityInUse {
  file: string
  server: DemoServer | null
}

interface WorkerFixtures {
  city: CityInUse
}

interface TestFixtures {
  /** A city of its own for each file, so that no test depends on which files ran before. */
  server: DemoServer
  /** Opens a page on one of the simulated phones, each in a context of its own; console errors fail the test. */
  openPhone(label: string, path?: string): Promise<Page>
  /** Starts counting taps on a page; the answer says how many there were since. */
  taps(page: Page): Promise<() => Promise<number>>
  /** Messages of the console that this test expects, such as a refused request. */
  expectedConsole: RegExp[]
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  city: [
    async ({}, use) => {
      const city: CityInUse = { file: '', server: null }
      await use(city)
      await city.server?.stop()
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ city }, use, { file }) => {
      if (city.server === null || city.file !== file) {
        await city.server?.stop()
        city.server = await startDemoServer()
        city.file = file
      }
      await use(city.server)
    },
    { timeout: 180_000 },
  ],
  taps: async ({}, use) =>
    use(async page => {
      await page.evaluate(() => {
        const counter = { taps: 0 }
        addEventListener('click', event => event.isTrusted && (counter.taps += 1), true)
        Object.assign(globalThis, { counter })
      })
      return () => page.evaluate(() => (globalThis as unknown as { counter: { taps: number } }).counter.taps)
    }),
  // A phone that is not logged in yet is told so by its first two requests, and then goes to log in.
  expectedConsole: async ({}, use) => use([/status of 401/]),
  openPhone: async ({ browser, server, expectedConsole }, use) => {
    const contexts: BrowserContext[] = []
    const complaints: string[] = []
    await use(async (label, path = '/') => {
      const context = await browser.newContext({ ...PHONE, userAgent: WECOM_USER_AGENT })
      contexts.push(context)
      const page = await context.newPage()
      page.on('pageerror', error => complaints.push(`${label}: ${error.message}`))
      page.on('console', message => {
        const known = expectedConsole.some(pattern => pattern.test(message.text()))
        if (message.type() === 'error' && !known) complaints.push(`${label}: ${message.text()}`)
      })
      await page.goto(`${server.origin(label)}${path}`)
      return page
    })
    for (const context of contexts) await context.close()
    expect(complaints).toEqual([])
  },
})

export { expect }
