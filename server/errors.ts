import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { ERROR_SENTENCES, type ErrorBody, type ErrorCode } from '../contract/errors.ts'

/** A refusal the person can act on. Anything else that is thrown is a bug and becomes `internal`. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly details: Omit<ErrorBody, 'code' | 'message'>

  constructor(code: ErrorCode, details: Omit<ErrorBody, 'code' | 'message'> = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}

export const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  unauthenticated: 401,
  session_idle: 401,
  login_failed: 502,
  login_state_mismatch: 400,
  not_a_member: 403,
  not_visible: 403,
  no_role: 403,
  forbidden: 403,
  foreign_origin: 403,
  url_not_ours: 403,
  not_found: 404,
  no_such_route: 404,
  invalid_input: 422,
  request_id_missing: 400,
  request_id_reused: 409,
  too_large: 413,
  task_changed: 409,
  task_closed: 409,
  task_held: 409,
  too_early: 409,
  ladder_over: 409,
  rung_just_now: 409,
  number_known: 409,
  quiet_hours: 409,
  quiet_hours_urgent: 409,
  hands_full: 409,
  already_recorded: 409,
  undo_expired: 409,
  call_not_current: 409,
  record_not_current: 409,
  group_missing: 409,
  bulletin_group_missing: 409,
  bulletin_just_sent: 409,
  not_of_the_role: 409,
  nothing_overdue: 409,
  nobody_on_duty: 409,
  nudged_lately: 409,
  report_empty: 422,
  report_line_personal: 422,
  last_lead: 409,
  directory_empty: 409,
  level_not_below: 422,
  member_left: 409,
  webhook_invalid: 422,
  chat_id_missing: 422,
  group_too_small: 409,
  group_too_large: 409,
  directory_stale: 409,
  app_group_not_allowed: 409,
  wecom_unavailable: 502,
  wecom_rate_limited: 503,
  wecom_refused: 502,
  database_unavailable: 503,
  messages_full: 429,
  drafts_full: 409,
  outbox_full: 429,
  uploads_busy: 503,
  upload_slow: 408,
  rate_limited: 429,
  batch_known: 409,
  no_community: 422,
  list_name_personal: 422,
  sample_settled: 409,
  batch_in_use: 409,
  batch_not_open: 409,
  feed_header_missing: 422,
  feed_not_configured: 404,
  feed_signature_wrong: 401,
  feed_delivery_missing: 400,
  file_too_heavy: 422,
  file_empty: 422,
  file_too_large: 413,
  file_is_xls: 422,
  file_is_html: 422,
  file_is_encrypted: 422,
  file_is_not_a_list: 422,
  quote_open: 422,
  file_damaged: 422,
  file_unpacks_too_large: 422,
  too_many_rows: 422,
  too_many_columns: 422,
  sheet_empty: 422,
  no_header: 422,
  no_phone_column: 422,
  untrained: 403,
  look_limit: 429,
  paste_too_many: 422,
  paste_too_heavy: 422,
  reader_busy: 503,
  given_up: 408,
  nothing_to_reveal: 404,
  sealed_unreadable: 410,
  sealed_by_other: 403,
  waited_too_long: 410,
  answer_expired: 410,
  purged: 410,
  internal: 500,
}

export function errorBody({ code, details }: DomainError): ErrorBody {
  return { code, message: refusalSentence(code, details.row), ...details }
}

/** What the person reads, with the row of the file it is about: 第 3 行有一个引号没有配对. */
export function refusalSentence(code: ErrorCode, row?: number): string {
  return row === undefined ? ERROR_SENTENCES[code] : `第 ${row} 行${ERROR_SENTENCES[code]}`
}

/**
 * SQLSTATEs and codes of the driver's sockets that pass by themselves: connection trouble (08, 57P, 53300, 55000), no room (53),
 * read-only after a failover (25006), a lock not got or a deadlock (55P03, 40P01, 40001), a statement that was ended (57014).
 * Whatever was asked was not done, and the request id makes asking again safe.
 */
const PASSING = /^(08|53|57P|57014|25006|40001|40P01|55000|55P03|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|EHOST|ENET|ETIMEDOUT)/

/** The driver's own words for a connection it gave up. */
const GIVEN_UP = /Connection terminated|not queryable|timeout exceeded when trying to connect|Query read timeout/

/** Trouble of PostgreSQL that passes: the person need not change what was asked. */
export function isPassing(cause: unknown): boolean {
  const seen = new Set<unknown>()
  for (let error = cause; error instanceof Error && !seen.has(error); error = error.cause) {
    seen.add(error)
    const code = 'code' in error ? String(error.code) : ''
    if (PASSING.test(code) || GIVEN_UP.test(error.message)) return true
  }
  return false
}

/** Class, code and place of a failure. Messages of the database quote values, so they stay out of the log. */
export function failureWords(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause
  const root = cause.cause instanceof Error ? cause.cause : cause
  const code = 'code' in root ? ` ${String(root.code)}` : ''
  const place =
    root.stack
      ?.split('\n')
      .find(line => line.trim().startsWith('at '))
      ?.trim() ?? ''
  return `${root.name}${code} ${place}`
}
