import { isPersonPresent } from './activity.ts'
import { ApiError, errorOfAnswer } from './api-error.ts'
import { takeEarlyAnswer, type EarlyAnswer } from './early-page.ts'

/** A lift or a village; after that the outbox takes over. */
export const TIMEOUT_MS = 15_000

export type ChangeMethod = 'POST' | 'PUT' | 'DELETE'

/** `requestId` is made once per change by whoever asks for it and kept while sending fails: a repeat is the same change. */
export interface Change {
  requestId: string
  body?: unknown
  /** A whole list takes longer than a tap. */
  timeoutMs?: number
}

/** What the page asks for by itself, because colleagues work, does not keep the session of an absent person alive. */
const PASSIVE = { 'X-Hecha-Passive': '1' } as const

/** Axios is 20 kB gz and not needed for the first rows: it is fetched when the page is quiet or at the first call. */
const loadClient = () => import('./axios.ts')

const signOutListeners = new Set<(error: ApiError) => void>()

/** Be told when an answer says that the session is over, whoever asked. */
export function onSignedOut(listener: (error: ApiError) => void): void {
  signOutListeners.add(listener)
}

function refusal(status: number, body: unknown): ApiError {
  const error = errorOfAnswer(status, body)
  if (status === 401) signOutListeners.forEach(listener => listener(error))
  return error
}

/** Fetch the client's script ahead of the first tap. */
export async function warmUpHttp(): Promise<void> {
  await loadClient()
}

async function send(method: 'GET' | ChangeMethod, path: string, options: Partial<Change>): Promise<unknown> {
  const { client } = await loadClient().catch((cause: unknown) => Promise.reject(ApiError.offline(cause)))
  const answer = await client
    .request<unknown>({
      method,
      timeout: options.timeoutMs ?? TIMEOUT_MS,
      url: path,
      ...(options.body === undefined ? {} : { data: options.body }),
      headers: {
        ...(options.requestId === undefined ? {} : { 'Idempotency-Key': options.requestId }),
        ...(isPersonPresent() ? {} : PASSIVE),
      },
    })
    .catch((cause: unknown) => Promise.reject(ApiError.offline(cause)))
  if (answer.status >= 400) throw refusal(answer.status, answer.data)
  return answer.data
}

const tooLate = () => new Promise<never>((_, reject) => setTimeout(() => reject(ApiError.offline()), TIMEOUT_MS))

async function readEarly(early: Promise<EarlyAnswer>): Promise<unknown> {
  const { ok, status, body } = await Promise.race([early, tooLate()]).catch((cause: unknown) =>
    Promise.reject(ApiError.offline(cause)),
  )
  if (!ok) throw refusal(status, body)
  return body
}

/** The body of an answer below `/api`, unparsed. Throws ApiError only; shows nothing. For `src/api` alone. */
export const http = {
  get(path: string): Promise<unknown> {
    const early = takeEarlyAnswer(path)
    return early ? readEarly(early) : send('GET', path, {})
  },
  change(method: ChangeMethod, path: string, change: Change): Promise<unknown> {
    return send(method, path, change)
  },
}
