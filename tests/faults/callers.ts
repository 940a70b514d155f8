import { emptyReportFields } from '../../contract/report-fields.ts'
import type { Ledger } from './ledger.ts'

interface Work {
  taskId: string
  code: string
  version: number
}

export interface Caller {
  /** Of the session. */
  cookie: string
  todo: Work[]
}

/** Answers thrown away on purpose, as a phone loses them in a lift. */
const LOST_ANSWERS = 0.1
/** Changes sent twice at the same moment. */
const TWINS = 0.05
const PATIENCE_MS = 15_000
const PAUSE_MS = 100

export const PUBLIC_URL = 'https://hecha.test'

export interface Callers {
  /** Settles when every change that was begun is acknowledged. */
  stop(): Promise<void>
  readonly left: number
}

/**
 * People who work through their lists over HTTP: each change with its own request id, sent again to one process or another
 * until it has a final answer. What is acknowledged stands in the ledger.
 */
export function startCallers(callers: readonly Caller[], origins: readonly string[], ledger: Ledger): Callers {
  let stopping = false
  const isStopping = () => stopping

  async function work(caller: Caller): Promise<void> {
    for (let next = caller.todo.shift(); next !== undefined; next = isStopping() ? undefined : caller.todo.shift()) {
      const kind = caller.todo.length % 3 === 0 ? 'call' : 'line'
      await acknowledge(caller.cookie, next, kind)
      ledger.add({ taskId: next.taskId, code: next.code, kind, at: Date.now() })
    }
  }

  async function acknowledge(cookie: string, { taskId, version }: Work, kind: 'line' | 'call'): Promise<void> {
    const change = changeOf(kind, version)
    const requestId = crypto.randomUUID()
    for (;;) {
      const asked = () => send({ cookie, requestId, path: `/api/tasks/${taskId}/${change.path}`, body: change.body })
      const twin = Math.random() < TWINS ? asked() : null
      const [status] = await Promise.all([asked(), twin])
      const lost = Math.random() < LOST_ANSWERS
      if (status === 200 && !lost) return
      if (status !== 200 && status !== 503 && status !== null) throw new Error(`${change.path}: HTTP ${status}`)
      await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
    }
  }

  async function send({ cookie, requestId, path, body }: Sent): Promise<number | null> {
    const origin = origins[Math.floor(Math.random() * origins.length)] ?? ''
    const headers = {
      origin: PUBLIC_URL,
      cookie: `__Host-hecha_session=${cookie}`,
      'idempotency-key': requestId,
      'content-type': 'application/json',
    }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const request = { method: 'POST', headers, body: JSON.stringify(body), signal }
    const answer = await fetch(`${origin}${path}`, request).catch(() => null)
    await answer?.text().catch(() => null)
    return answer?.status ?? null
  }

  const running = Promise.all(callers.map(work))
  return {
    async stop() {
      stopping = true
      await running
    },
    get left() {
      return callers.reduce((sum, { todo }) => sum + todo.length, 0)
    },
  }
}

interface Sent {
  cookie: string
  requestId: string
  path: string
  body: unknown
}

function changeOf(kind: 'line' | 'call', version: number) {
  if (kind === 'call')
    return { path: 'call-attempts', body: { version, callAttemptId: null, outcome: 'busy', callBackAt: null } }
  const fields = { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local', testCount: 0 }
  return { path: 'reports', body: { version, callAttemptId: null, fields } }
}
