import * as v from 'valibot'
import { ErrorDetails, type TaskChange } from '../../contract/error-details.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { PAGE_REFUSALS } from '../../contract/page-refusals.ts'

/** What can go wrong on this side of the wire, besides what the server answers. */
export const LOCAL_SENTENCES = {
  offline: '网络不通，请检查网络后再试。',
  cancelled: '已取消。',
  unreadable: '页面和系统版本不一致，请关闭后重新打开。',
} as const

export type ApiErrorCode = ErrorCode | keyof typeof LOCAL_SENTENCES

interface Details {
  fields?: NonNullable<ErrorDetails['fields']>
  changes?: TaskChange[]
  again?: string | null
  confirmable?: boolean
  cause?: unknown
}

/** Worth sending again: nothing about the request was refused. One that was cancelled may have been heard all the same. */
const PASSING: ReadonlySet<ApiErrorCode> = new Set<ApiErrorCode>([
  'offline',
  'cancelled',
  'database_unavailable',
  'rate_limited',
])

const isOurCode = (code: unknown) => typeof code === 'string' && /^[a-z_]+$/.test(code)
const CHINESE = /[\u4e00-\u9fa5]/

/**
 * An answer that is not 2xx. Told by its look from the JSON of a gateway: the table of codes stays out of the first page,
 * and a code that only a newer server knows has a sentence all the same.
 */
const Refusal = v.object({
  ...ErrorDetails.entries,
  code: v.custom<ErrorCode>(isOurCode),
  message: v.pipe(v.string(), v.regex(CHINESE)),
})

/**
 * Every failure of a call to the server, with the Chinese sentence a person reads in `message`. Its fields are only
 * declared: defined ones bring helpers for old WebViews into the first page.
 */
export class ApiError extends Error {
  declare readonly code: ApiErrorCode
  declare readonly fields: NonNullable<ErrorDetails['fields']>
  /** With `task_changed` and `task_held`: what others did meanwhile. */
  declare readonly changes: readonly TaskChange[]
  /** Where a number is not rung now: from when it may be, and whether it is when asked for once more. */
  declare readonly again: string | null
  declare readonly confirmable: boolean

  constructor(
    code: ApiErrorCode,
    message: string,
    { fields = [], changes = [], again = null, confirmable = false, cause }: Details = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.fields = fields
    this.changes = changes
    this.again = again
    this.confirmable = confirmable
    if (cause !== undefined) this.cause = cause
  }

  /** True where the same request may succeed later without anybody changing it. */
  get passing(): boolean {
    return PASSING.has(this.code)
  }

  /** True where the session is over: nothing was said about what was asked. */
  get signedOut(): boolean {
    return this.code === 'unauthenticated' || this.code === 'session_idle'
  }

  /** Whatever was thrown, as an ApiError; a bug of ours becomes `internal`. */
  static from(cause: unknown): ApiError {
    if (cause instanceof ApiError) return cause
    return new ApiError('internal', PAGE_REFUSALS.internal, { cause })
  }

  static offline(cause?: unknown): ApiError {
    return new ApiError('offline', LOCAL_SENTENCES.offline, { cause })
  }

  static cancelled(): ApiError {
    return new ApiError('cancelled', LOCAL_SENTENCES.cancelled)
  }
}

/** The error of an answer that is not 2xx. A gateway's own page (502, 503, 504) counts as no connection. */
export function errorOfAnswer(status: number, body: unknown): ApiError {
  const read = v.safeParse(Refusal, body)
  if (!read.success) return status >= 502 ? ApiError.offline() : new ApiError('internal', PAGE_REFUSALS.internal)
  const { code, message, fields = [], changes = [], again = null, confirmable = false } = read.output
  return new ApiError(code, message, { fields, changes, again, confirmable })
}
