import { ApiError } from './api-error.ts'
import { takeEarlyAnswer, type EarlyAnswer } from './early-page.ts'
import { refusalOf } from './sign-out.ts'

/** A lift or a village; after that the outbox takes over. */
const TIMEOUT_MS = 15_000

export type ChangeMethod = 'POST' | 'PUT' | 'DELETE'

interface Sending {
  /** The same for every try of one change: the server answers a repeat with the first result. */
  requestId: string
  body?: unknown
  /** A whole list takes longer than a tap. */
  timeoutMs?: number
  /** Ends it from this side; the server may have it all the same. */
  signal?: AbortSignal
  /** How much of the body is sent, 0 to 1. */
  onSent?(share: number): void
}

/** Axios is 20 kB gz and not needed for the first rows: it is fetched when the page is quiet or at the first call. */
const loadClient = () => import('./axios.ts').catch((cause: unknown) => Promise.reject(ApiError.offline(cause)))

/** Fetch the client's script ahead of the first tap; where that fails the tap fetches it. */
export async function warmUpHttp(): Promise<void> {
  await loadClient().catch(() => undefined)
}

const tooLate = () => new Promise<never>((_, reject) => setTimeout(() => reject(ApiError.offline()), TIMEOUT_MS))

async function readEarly(early: Promise<EarlyAnswer>): Promise<unknown> {
  const { ok, status, body } = await Promise.race([early, tooLate()]).catch((cause: unknown) =>
    Promise.reject(ApiError.offline(cause)),
  )
  if (!ok) throw refusalOf(status, body)
  return body
}

/** The body of an answer below `/api`, unparsed. Throws ApiError only; shows nothing. */
export const http = {
  /** For the `api.ts` of each feature. */
  async get(path: string): Promise<unknown> {
    const early = takeEarlyAnswer(path)
    if (early) return readEarly(early)
    const { client } = await loadClient()
    return (await client.get<unknown>(path, { timeout: TIMEOUT_MS })).data
  },

  /** For `change.ts` alone. */
  async change(method: ChangeMethod, path: string, sending: Sending): Promise<unknown> {
    const { requestId, body, timeoutMs = TIMEOUT_MS, signal, onSent } = sending
    const { client } = await loadClient()
    const answer = await client.request<unknown>({
      method,
      url: path,
      requestId,
      timeout: timeoutMs,
      ...(body === undefined ? {} : { data: body }),
      ...(signal ? { signal } : {}),
      ...(onSent ? { onUploadProgress: ({ progress }) => onSent(progress ?? 0) } : {}),
    })
    return answer.data
  },
}
