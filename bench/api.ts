import { eq } from 'drizzle-orm'
import { reports, tasks } from '../server/db/schema/index.ts'
import { sealJson } from '../server/privacy/sealer.ts'
import { reached } from '../tests/support/report-fields.ts'
import type { BenchRow } from './row.ts'
import { sendAll, sendAtRate } from './support/load.ts'
import { serveCity, type ServedCity } from './support/served-city.ts'
import { ofReport } from '../server/privacy/places.ts'

const CONNECTIONS = 32
/** What a large community has to do on a bad day. */
const TASKS = 500
const LISTS = 4000
const RECORDS = 3000
const STEADY = 1500

/** List and record requests of one app process on two cores, load generator and database on the same machine. */
export async function benchApi(): Promise<BenchRow[]> {
  const city = await serveCity(8971)
  try {
    await city.givens.givenTasks(Array.from({ length: TASKS }, () => ({ unitId: city.communityId })))
    await fill(city, RECORDS + STEADY)
    const list = await benchList(city)
    const record = await benchRecord(city)
    return [...list, ...record]
  } finally {
    await city.stop()
  }
}

async function fill({ givens, deps, neighbourId: unitId }: ServedCity, count: number): Promise<void> {
  const rows = await givens.givenTasks(Array.from({ length: count }, () => ({ unitId })))
  const staffId = await givens.givenStaff('陈晓', ['caller', unitId])
  const now = deps.clock()
  const report = (taskId: string) => {
    const place = { id: crypto.randomUUID(), unitId }
    const fieldsSealed = sealJson(deps.sealer, reached(), ofReport('fields_sealed', place))
    const lineSealed = deps.sealer.seal('【核查反馈】', ofReport('line_sealed', place))
    return { ...place, taskId, staffId, postedAt: now, fieldsSealed, lineSealed }
  }
  for (let start = 0; start < rows.length; start += 1000) {
    const chunk = rows.slice(start, start + 1000)
    await deps.db.insert(reports).values(chunk.map(({ id }) => report(id)))
  }
}

async function benchList(city: ServedCity): Promise<BenchRow[]> {
  const cookie = await city.logIn('caller')
  const call = { method: 'GET', url: `${city.origin}/api/tasks?bucket=to_call&limit=20`, headers: { cookie } }
  await sendAll(
    Array.from({ length: 500 }, () => call),
    CONNECTIONS,
  )
  const full = await sendAll(
    Array.from({ length: LISTS }, () => call),
    CONNECTIONS,
  )
  const half = await sendAtRate(
    Array.from({ length: STEADY }, () => call),
    500,
  )
  return rowsOf('list', full, half, 1000)
}

async function benchRecord(city: ServedCity): Promise<BenchRow[]> {
  const cookie = await city.logIn('recorder', city.neighbourId)
  const posted = await city.deps.db
    .select({ id: reports.id, version: tasks.version })
    .from(reports)
    .innerJoin(tasks, eq(tasks.id, reports.taskId))
    .where(eq(reports.unitId, city.neighbourId))
  const calls = posted.map(({ id, version }) => ({
    method: 'POST',
    url: `${city.origin}/api/reports/${id}/records`,
    headers: { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ version }),
  }))
  const full = await sendAll(calls.slice(0, RECORDS), CONNECTIONS)
  const half = await sendAtRate(calls.slice(RECORDS), 250)
  return rowsOf('record', full, half, 500)
}

function rowsOf(
  what: string,
  full: { perSecond: number; failed: number },
  half: { p95Ms: number; failed: number },
  limit: number,
): BenchRow[] {
  const failed = full.failed + half.failed
  return [
    {
      what: `${what} requests, one process`,
      measured: `${Math.round(full.perSecond)}/s${failed > 0 ? `, ${failed} failed` : ''}`,
      limit: `≥ ${limit}/s`,
      met: full.perSecond >= limit && failed === 0,
    },
    {
      what: `${what} p95 at ${limit / 2}/s`,
      measured: `${half.p95Ms.toFixed(1)} ms`,
      limit: '≤ 50 ms',
      met: half.p95Ms <= 50,
    },
  ]
}
