import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 5_000

/** A connection on which nothing is ever said may be dead without a sign; it is asked, and given this long to answer. */
const ASK_EVERY_MS = 3_000
const ANSWER_WITHIN_MS = 3_000

export interface Listener {
  /** Settled once the channel is listened to for the first time. */
  ready: Promise<void>
  close(): Promise<void>
}

/**
 * Listens to a PostgreSQL channel on a connection of its own and connects again, with growing pauses, when it is lost.
 * Notices sent in between are gone: `onReconnect` is the place to read what was missed.
 */
export function listen(
  url: string,
  channel: string,
  onNotify: (payload: string) => void,
  onReconnect: () => void,
): Listener {
  const closing = new AbortController()
  let markReady = () => {}
  const ready = new Promise<void>(resolve => (markReady = resolve))

  const run = async () => {
    let delayMs = FIRST_DELAY_MS
    let connectedBefore = false
    while (!closing.signal.aborted) {
      const onListening = () => {
        if (connectedBefore) onReconnect()
        connectedBefore = true
        markReady()
      }
      const connected = await listenOnce(url, channel, { closing: closing.signal, onNotify, onListening })
      delayMs = connected ? FIRST_DELAY_MS : Math.min(delayMs * 2, LONGEST_DELAY_MS)
      await sleep(delayMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }

  const running = run()
  return {
    ready,
    async close() {
      closing.abort()
      await running
    },
  }
}

interface Ears {
  closing: AbortSignal
  onNotify: (payload: string) => void
  onListening: () => void
}

/** One connection from beginning to end; says whether it was ever up. */
async function listenOnce(url: string, channel: string, { closing, onNotify, onListening }: Ears): Promise<boolean> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: ANSWER_WITHIN_MS,
    keepAlive: true,
    application_name: 'hecha-listen',
  })
  const done = new AbortController()
  const ended = new Promise<void>(resolve => {
    client.once('end', resolve)
    client.on('error', () => resolve())
    const asking = setInterval(() => void client.query('select 1').catch(() => resolve()), ASK_EVERY_MS)
    done.signal.addEventListener('abort', () => clearInterval(asking))
    closing.addEventListener('abort', () => resolve(), { signal: done.signal })
  })
  client.on('notification', ({ payload }) => onNotify(payload ?? ''))
  try {
    await client.connect()
    await client.query(`listen ${client.escapeIdentifier(channel)}`)
    onListening()
    await ended
    return true
  } catch {
    return false
  } finally {
    done.abort()
    await client.end().catch(() => undefined)
  }
}
