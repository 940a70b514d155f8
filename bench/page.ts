import { chromium, type CDPSession, type Page } from '@playwright/test'
import { startDemoServer } from '../tests/e2e/support/demo-server.ts'
import { WECOM_USER_AGENT } from '../tests/e2e/support/test.ts'
import { launchOptions, PHONE } from '../tests/support/browser.ts'
import { quantile, type BenchRow } from './row.ts'

const RUNS = 5
const KIB = 1024

/** 1.6 Mbit/s down, 750 kbit/s up, 150 ms; a CPU four times slower. */
const NETWORK = { offline: false, downloadThroughput: 200_000, uploadThroughput: 93_750, latency: 150 }
const CPU_SLOWER = 4

/** One request of an opening; times in ms since the one for the page itself. */
interface Sent {
  url: string
  type: string
  startedMs: number
  bytes: number
}

interface Paints {
  /** First row of a task with text in it, on the screen. */
  rowsMs: number
  /** The page itself is up and answers taps. */
  pageMs: number
  largestPaintMs: number
  shift: number
}

interface Load extends Paints {
  scriptAndStyleBytes: number
  requests: number
}

/** The caller's list, opened by somebody who is logged in, on the phone and network of design section 7. */
export async function benchPage(): Promise<BenchRow[]> {
  const server = await startDemoServer()
  const browser = await chromium.launch(launchOptions())
  try {
    const context = await browser.newContext({ ...PHONE, userAgent: WECOM_USER_AGENT })
    await context.addInitScript(watchPaints)
    const page = await context.newPage()
    const address = `${server.origin('caller')}/`
    await page.goto(address)
    await page.getByRole('listitem').first().waitFor()
    const session = await slowDown(page)
    const cold = await repeat(() => measure(page, session, address, true))
    const warm = await repeat(() => measure(page, session, address, false))
    return rowsOf(cold, warm)
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function slowDown(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', NETWORK)
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  return session
}

async function repeat(load: () => Promise<Load>): Promise<Load[]> {
  const loads: Load[] = []
  for (let i = 0; i < RUNS; i += 1) loads.push(await load())
  return loads
}

/** One opening, until the page is up. Requests count from when they are sent; script in the page itself as well. */
async function measure(page: Page, session: CDPSession, address: string, cold: boolean): Promise<Load> {
  await page.goto('about:blank')
  if (cold) await session.send('Network.clearBrowserCache')
  const record = recordRequests(session)
  await page.goto(address, { waitUntil: 'commit' })
  const paints = await page.evaluate(readPaints)
  const sent = record()
  const files = sent.filter(({ type }) => type === 'Script' || type === 'Stylesheet').filter(isOurs)
  return {
    ...paints,
    scriptAndStyleBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    requests: sent.filter(isOurs).filter(({ startedMs }) => startedMs < paints.rowsMs).length,
  }
}

/** The demo's pages carry one script more than those of production. */
const isOurs = ({ url }: Sent) => !url.includes('/simulated-wecom.js')

function recordRequests(session: CDPSession): () => Sent[] {
  const sent = new Map<string, Sent>()
  let openedAt: number | undefined
  const onSent = (event: { requestId: string; timestamp: number; type?: string; request: { url: string } }) => {
    openedAt ??= event.timestamp
    const startedMs = (event.timestamp - openedAt) * 1000
    sent.set(event.requestId, { url: event.request.url, type: event.type ?? '', startedMs, bytes: 0 })
  }
  const onFinished = (event: { requestId: string; encodedDataLength: number }) => {
    const request = sent.get(event.requestId)
    if (request) request.bytes = event.encodedDataLength
  }
  session.on('Network.requestWillBeSent', onSent)
  session.on('Network.loadingFinished', onFinished)
  return () => {
    session.off('Network.requestWillBeSent', onSent)
    session.off('Network.loadingFinished', onFinished)
    return [...sent.values()]
  }
}

interface WatchedWindow extends Window {
  rowsPainted: Promise<number>
  pagePainted: Promise<number>
}

/** Runs in the page before its own scripts: by the page's clock, when a row with text, and the page's own bar, were painted. */
function watchPaints() {
  const wanted = [
    ['rowsPainted', 'li', '尾号'],
    ['pagePainted', 'nav a', ''],
  ] as const
  for (const [name, selector, text] of wanted) {
    const painted = new Promise<number>(resolve => {
      const watcher = new MutationObserver(() => {
        if (!document.querySelector(selector)?.textContent?.includes(text)) return
        watcher.disconnect()
        // The task after the frame is painted, before any other.
        requestAnimationFrame(() => {
          void scheduler.postTask(() => resolve(performance.now()), { priority: 'user-blocking' })
        })
      })
      watcher.observe(document, { childList: true, subtree: true })
    })
    Object.assign(window, { [name]: painted })
  }
}

/** Runs in the page. */
async function readPaints(): Promise<Paints> {
  const { rowsPainted, pagePainted } = window as unknown as WatchedWindow
  const [rowsMs, pageMs] = await Promise.all([rowsPainted, pagePainted])
  return new Promise(resolve => {
    let largestPaintMs = 0
    let shift = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) largestPaintMs = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) shift += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
    setTimeout(() => resolve({ rowsMs, pageMs, largestPaintMs, shift }), 500)
  })
}

function rowsOf(cold: readonly Load[], warm: readonly Load[]): BenchRow[] {
  const median = (loads: readonly Load[], key: keyof Load) =>
    quantile(
      loads.map(load => load[key]),
      0.5,
    )
  const row = (what: string, value: number, text: string, limit: number, limitText: string): BenchRow => ({
    what: `page: ${what}`,
    measured: text,
    limit: limitText,
    met: value <= limit,
  })
  const kib = median(cold, 'scriptAndStyleBytes') / KIB
  const rows = median(cold, 'rowsMs')
  const second = median(warm, 'rowsMs')
  const shift = Math.max(...cold.map(load => load.shift), ...warm.map(load => load.shift))
  const requests = median(cold, 'requests')
  const told = (what: string, ms: number): BenchRow => ({
    what: `page: ${what}`,
    measured: `${ms.toFixed(0)} ms`,
    limit: '',
    met: null,
  })
  return [
    row('JS + CSS until the page is up, compressed', kib, `${kib.toFixed(1)} kB`, 70, '≤ 70 kB'),
    row('requests sent before rows', requests, String(requests), 6, '≤ 6'),
    row('rows readable, cold, 4× slower CPU', rows, `${rows.toFixed(0)} ms`, 1300, '≤ 1,300 ms'),
    row('rows readable, second opening', second, `${second.toFixed(0)} ms`, 500, '≤ 500 ms'),
    row('layout shift, the worst opening', shift, shift.toFixed(3), 0.02, '≤ 0.02'),
    told('up and answering taps, cold', median(cold, 'pageMs')),
    told('up and answering taps, second opening', median(warm, 'pageMs')),
    told('largest paint, cold', median(cold, 'largestPaintMs')),
  ]
}
