import { connect, type Socket } from 'node:net'
import { quantile } from '../row.ts'

export interface LoadResult {
  perSecond: number
  p95Ms: number
  failed: number
}

export interface Call {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}

type Send = (call: Call) => Promise<number>

/** Sends calls over a fixed number of kept connections, each as soon as the one before is answered. */
export async function sendAll(calls: readonly Call[], connections: number): Promise<LoadResult> {
  const lines = calls.slice(0, connections).map(({ url }) => openLine(url))
  const times: number[] = []
  let failed = 0
  let next = 0
  async function work({ send }: Line): Promise<void> {
    for (let call = calls[next++]; call; call = calls[next++]) {
      const startedAt = performance.now()
      if ((await send(call)) >= 400) failed += 1
      times.push(performance.now() - startedAt)
    }
  }
  const startedAt = performance.now()
  await Promise.all(lines.map(work))
  const seconds = (performance.now() - startedAt) / 1000
  for (const line of lines) line.close()
  return { perSecond: calls.length / seconds, p95Ms: quantile(times, 0.95), failed }
}

/** Sends calls at a steady rate and says how long each took, waiting included. */
export async function sendAtRate(calls: readonly Call[], perSecond: number): Promise<LoadResult> {
  const free: Line[] = []
  const times: number[] = []
  let failed = 0
  const startedAt = performance.now()
  await Promise.all(
    calls.map(async (call, i) => {
      const dueAt = startedAt + (i * 1000) / perSecond
      await new Promise(resolve => setTimeout(resolve, dueAt - performance.now()))
      const line = free.pop() ?? openLine(call.url)
      if ((await line.send(call)) >= 400) failed += 1
      free.push(line)
      times.push(performance.now() - dueAt)
    }),
  )
  for (const line of free) line.close()
  return { perSecond, p95Ms: quantile(times, 0.95), failed }
}

interface Line {
  send: Send
  close(): void
}

/**
 * A kept connection that carries one call at a time. By hand, because the load shares its two cores with what is measured:
 * Node's own client costs a quarter of what the server spends on a list.
 */
function openLine(url: string): Line {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let answered: (status: number) => void = () => undefined
  let failed: (cause: Error) => void = () => undefined
  socket.on('error', cause => failed(cause))
  let received: Buffer = Buffer.alloc(0)
  socket.on('data', chunk => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const status = statusOf(received)
    if (status === null) return
    received = Buffer.alloc(0)
    answered(status)
  })
  const send: Send = call =>
    new Promise((resolve, reject) => {
      answered = resolve
      failed = reject
      write(socket, call)
    })
  return { send, close: () => socket.destroy() }
}

function write(socket: Socket, { method, url, headers, body = '' }: Call): void {
  const { host, pathname, search } = new URL(url)
  const all = { host, ...headers, ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`${method} ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}

/** The status of an answer that is there to its last byte, else null. Every answer of the API names its length. */
function statusOf(received: Buffer): number | null {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return null
  const head = received.toString('latin1', 0, end)
  const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0)
  return received.length < end + 4 + length ? null : Number(head.slice(9, 12))
}
