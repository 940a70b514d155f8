import { Agent, request } from 'node:http'
import { quantile } from '../row.ts'

export interface LoadResult {
  perSecond: number
  p95Ms: number
  failed: number
}

interface Call {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

/** Sends calls over a fixed number of kept connections, each as soon as the one before is answered. */
export async function sendAll(calls: readonly Call[], connections: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  let failed = 0
  let next = 0
  async function worker(): Promise<void> {
    for (let call = calls[next++]; call; call = calls[next++]) {
      const startedAt = performance.now()
      if ((await send(agent, call)) >= 400) failed += 1
      times.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { perSecond: calls.length / seconds, p95Ms: quantile(times, 0.95), failed }
}

/** Sends calls at a steady rate and says how long each took, waiting included. */
export async function sendAtRate(calls: readonly Call[], perSecond: number): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const times: number[] = []
  let failed = 0
  const startedAt = performance.now()
  await Promise.all(
    calls.map(async (call, i) => {
      const dueAt = startedAt + (i * 1000) / perSecond
      await new Promise(resolve => setTimeout(resolve, dueAt - performance.now()))
      if ((await send(agent, call)) >= 400) failed += 1
      times.push(performance.now() - dueAt)
    }),
  )
  agent.destroy()
  return { perSecond, p95Ms: quantile(times, 0.95), failed }
}

function send(agent: Agent, { method, url, headers, body }: Call): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, answer => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}
