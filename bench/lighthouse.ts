import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import lighthouse from 'lighthouse'
import type { TaskPage } from '../contract/tasks.ts'
import { startDemoServer, type DemoServer } from '../tests/e2e/support/demo-server.ts'
import { WECOM_USER_AGENT } from '../tests/e2e/support/test.ts'
import { launchOptions, PHONE } from '../tests/support/browser.ts'
import { quantile, type BenchRow } from './row.ts'

const PORT = 9477
const RUNS = 3

/** Lighthouse's own phone and network, inside a WeCom client, logged in; its scores from 0 to 100. */
export async function benchLighthouse(): Promise<BenchRow[]> {
  const server = await startDemoServer()
  const profile = await mkdtemp(join(tmpdir(), 'hecha-lighthouse-'))
  // Lighthouse connects by port and opens its page in the browser's own context, so the logins must stand there.
  const { args, ...options } = launchOptions()
  const context = await chromium.launchPersistentContext(profile, {
    ...options,
    ...PHONE,
    userAgent: WECOM_USER_AGENT,
    args: [...args, `--remote-debugging-port=${PORT}`],
  })
  try {
    const taskId = await logIn(context, server)
    return [...(await scoreList(server)), await scoreAccess(server, taskId)]
  } finally {
    await context.close()
    await server.stop()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Logs every phone in; answers with a task of the caller's. */
async function logIn(context: BrowserContext, server: DemoServer): Promise<string> {
  const page = await context.newPage()
  for (const phone of ['lead', 'recorder', 'caller']) {
    await page.goto(`${server.origin(phone)}/`)
    await page.getByRole('navigation').waitFor()
  }
  const tasks = await page.evaluate(async () => (await (await fetch('/api/tasks?limit=1')).json()) as TaskPage)
  await page.close()
  return tasks.items[0]?.id ?? ''
}

async function scoreList(server: DemoServer): Promise<BenchRow[]> {
  const scores: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    scores.push((await audit(`${server.origin('caller')}/`, 'performance')).score)
  }
  return [row('performance of the task list, mobile', quantile(scores, 0.5), 98, '')]
}

/** The lowest score of the main screens, with what was found on any of them. */
async function scoreAccess(server: DemoServer, taskId: string): Promise<BenchRow> {
  const screens = [
    ['caller', '/#/tasks'],
    ['caller', `/#/tasks/${taskId}`],
    ['caller', '/#/account'],
    ['recorder', '/#/reports'],
    ['lead', '/#/progress'],
  ] as const
  const found = new Set<string>()
  let lowest = 100
  for (const [phone, path] of screens) {
    const { score, failed } = await audit(`${server.origin(phone)}${path}`, 'accessibility')
    lowest = Math.min(lowest, score)
    for (const name of failed) found.add(`${path.split('/')[1] ?? ''} ${name}`)
  }
  return row('accessibility of 任务, a task, 录入, 进度, 我的: the lowest', lowest, 100, [...found].join(', '))
}

interface Audited {
  score: number
  /** Ids of the audits that are not passed. */
  failed: string[]
}

async function audit(url: string, category: 'performance' | 'accessibility'): Promise<Audited> {
  const result = await lighthouse(url, {
    port: PORT,
    logLevel: 'error',
    onlyCategories: [category],
    formFactor: 'mobile',
    emulatedUserAgent: WECOM_USER_AGENT,
  })
  if (!result) throw new Error(`Lighthouse has no result for ${url}`)
  const { categories, audits } = result.lhr
  const failed = (categories[category]?.auditRefs ?? [])
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
    .map(({ id }) => id)
  return { score: Math.round((categories[category]?.score ?? 0) * 100), failed }
}

const row = (what: string, score: number, limit: number, found: string): BenchRow => ({
  what: `lighthouse: ${what}`,
  measured: found ? `${score} (${found})` : String(score),
  limit: `≥ ${limit}`,
  met: score >= limit,
})
