import { Agent, request, type ClientRequest } from 'node:http'
import { quantile, type BenchRow } from './row.ts'
import { reached } from '../tests/support/report-fields.ts'
import { serveCity } from './support/served-city.ts'

const STREAMS = 1000
const REPORTS = 60

/** From the caller's tap to the recorder's stream, while a thousand phones listen. */
export async function benchStream(): Promise<BenchRow[]> {
  const city = await serveCity(8972)
  const open: ClientRequest[] = []
  try {
    const recorder = await city.logIn('recorder')
    const caller = await city.logIn('caller')
    const seen = new Map<string, number>()
    for (let i = 0; i < STREAMS; i += 1)
      open.push(await listen(city.origin, recorder, taskId => i === 0 && seen.set(taskId, performance.now())))
    const tasks = await city.givens.givenTasks(Array.from({ length: REPORTS }, () => ({ unitId: city.communityId })))
    const times: number[] = []
    for (const { id } of tasks) {
      const sentAt = performance.now()
      await post(`${city.origin}/api/tasks/${id}/reports`, caller)
      while (!seen.has(id) && performance.now() - sentAt < 5000) await new Promise(resolve => setTimeout(resolve, 1))
      times.push((seen.get(id) ?? Number.POSITIVE_INFINITY) - sentAt)
    }
    const p95 = quantile(times, 0.95)
    return [
      {
        what: `post → seen by another phone, ${STREAMS} streams open, p95`,
        measured: `${p95.toFixed(0)} ms`,
        limit: '≤ 300 ms',
        met: p95 <= 300,
      },
    ]
  } finally {
    for (const stream of open) stream.destroy()
    await city.stop()
  }
}

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

function listen(origin: string, cookie: string, onReport: (taskId: string) => void): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const stream = request(`${origin}/api/stream`, { agent, headers: { cookie } }, answer => {
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        const taskId = /"kind":"report_submitted".*?"taskId":"([0-9a-f-]{36})"/.exec(text)?.[1]
        if (taskId) onReport(taskId)
        if (text.includes('event: hello')) resolve(stream)
      })
    })
    stream.once('error', reject)
    stream.end()
  })
}

async function post(url: string, cookie: string): Promise<void> {
  const headers = { cookie, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
  const body = JSON.stringify({ version: 1, callAttemptId: null, fields: reached() })
  const answer = await fetch(url, { method: 'POST', headers, body })
  if (!answer.ok) throw new Error(`report refused: ${answer.status}`)
}
