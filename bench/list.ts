import { chromium, type CDPSession, type Page } from '@playwright/test'
import { WECOM_USER_AGENT } from '../tests/e2e/support/test.ts'
import { launchOptions, PHONE } from '../tests/support/browser.ts'
import { quantile, type BenchRow } from './row.ts'
import { serveCity, type ServedCity } from './support/served-city.ts'
import { MINUTE_MS } from '../domain/time/lengths.ts'

const PORT = 8974
const TASKS = 10_000
const ROW_PX = 92
const CPU_SLOWER = 4
/** Pixels, and pixels a second: a thumb that flicks through the list. */
const STRETCH = 24_000
const SPEED = 5_000
const SEARCHES = 5

/** A community's list of 10,000 tasks on a phone with a CPU four times slower; the network does not count. */
export async function benchTaskList(): Promise<BenchRow[]> {
  const city = await serveCity(PORT)
  const browser = await chromium.launch(launchOptions())
  try {
    const rows = await city.givens.givenTasks(Array.from({ length: TASKS }, (_, i) => taskOf(city, i)))
    const context = await browser.newContext({ ...PHONE, userAgent: WECOM_USER_AGENT })
    const page = await openList(city, await context.newPage())
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
    const head = await scroll(page, session, [-STRETCH, STRETCH])
    const codes = await search(
      page,
      rows.slice(-SEARCHES).map(({ code }) => code),
    )
    const tails = await search(
      page,
      Array.from({ length: SEARCHES }, (_, i) => tailOf(TASKS - 1 - i)),
    )
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await page.getByRole('tab', { name: /待拨打/ }).click()
    await loadAll(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
    const foot = await scroll(page, session, [STRETCH, -STRETCH])
    return [
      frameRow('from the top, reading on page by page', head),
      frameRow('at the end, all 10,000 read', foot),
      answerRow('a code', codes),
      answerRow('four digits', tails),
    ]
  } finally {
    await browser.close()
    await city.stop()
  }
}

const tailOf = (i: number) => String(i).padStart(4, '0')

const taskOf = ({ communityId }: ServedCity, i: number) => ({
  unitId: communityId,
  phone: `1390000${tailOf(i)}`,
  subjects: [{ name: `张三${i}`, idNumber: null, idNote: null }],
  deadlineAt: new Date(Date.now() + i * MINUTE_MS),
})

/** Answers with the page on which a caller of the community sees the list. */
async function openList(city: ServedCity, page: Page): Promise<Page> {
  const origin = `http://caller.hecha.localhost:${PORT}`
  const [name = '', value = ''] = (await city.logIn('caller')).split('=')
  await page.context().addCookies([{ name, value, url: origin }])
  // The last thing an opening page asks for; until then it is not the list that keeps the phone busy.
  const settled = page.waitForResponse(/kind=agent/)
  await page.goto(origin)
  await settled
  return page
}

/** Scrolls to the end until there is no more to read. */
async function loadAll(page: Page): Promise<void> {
  await page.locator('.task-scroller').evaluate(
    (list, wanted) =>
      new Promise<void>(resolve => {
        const timer = setInterval(() => {
          list.scrollTo(0, list.scrollHeight)
          if (list.scrollHeight < wanted) return
          clearInterval(timer)
          resolve()
        }, 20)
      }),
    TASKS * ROW_PX,
  )
}

/** The longest frame in ms while a thumb moves the list by these distances, one after the other; 0: none over 50 ms. */
async function scroll(page: Page, session: CDPSession, distances: readonly number[]): Promise<number> {
  await page.evaluate(() => {
    const frames: number[] = []
    new PerformanceObserver(list => frames.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'long-animation-frame',
    })
    Object.assign(window, { frames })
  })
  for (const yDistance of distances) {
    const gesture = { x: 180, y: 400, yDistance, speed: SPEED, gestureSourceType: 'touch' as const }
    await session.send('Input.synthesizeScrollGesture', gesture)
  }
  return page.evaluate(() => Math.max(0, ...(window as unknown as { frames: number[] }).frames))
}

/** Ms from the last key to the paint of the one row that was looked for, for each text. */
async function search(page: Page, texts: readonly string[]): Promise<number[]> {
  const box = page.getByRole('search').getByRole('textbox')
  const times: number[] = []
  for (const text of texts) {
    await box.fill('')
    await page.getByRole('listitem').nth(3).waitFor()
    await box.fill(text.slice(0, -1))
    const answered = page.evaluate(whenAnswered, text)
    await box.press('End')
    await page.keyboard.type(text.slice(-1))
    times.push(await answered)
  }
  return times
}

/** Runs in the page: waits for the text to be whole in the field, then for the list to be the one row of it. */
function whenAnswered(text: string): Promise<number> {
  return new Promise(resolve => {
    let typedAt = 0
    document.addEventListener('input', event => {
      if (event.target instanceof HTMLInputElement && event.target.value === text) typedAt = event.timeStamp
    })
    const watcher = new MutationObserver(() => {
      if (typedAt === 0 || document.querySelectorAll('.task-rows li').length !== 1) return
      watcher.disconnect()
      requestAnimationFrame(() => {
        void scheduler.postTask(() => resolve(performance.now() - typedAt), { priority: 'user-blocking' })
      })
    })
    watcher.observe(document, { childList: true, subtree: true })
  })
}

const frameRow = (where: string, longestMs: number): BenchRow => ({
  what: `list of 10,000: longest frame scrolling ${where}`,
  measured: longestMs === 0 ? 'none over 50 ms' : `${longestMs.toFixed(0)} ms`,
  limit: '≤ 50 ms',
  met: longestMs <= 50,
})

function answerRow(what: string, times: readonly number[]): BenchRow {
  const ms = quantile(times, 0.5)
  return {
    what: `list of 10,000: search for ${what} answered`,
    measured: `${ms.toFixed(0)} ms (worst ${Math.max(...times).toFixed(0)})`,
    limit: '≤ 100 ms',
    met: ms <= 100,
  }
}
