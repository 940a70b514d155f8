import * as v from 'valibot'
import { Id, Instant } from './common.ts'
import { ErrorDetails } from './error-details.ts'

/**
 * Changes that may wait on the phone for a network, and where they go. What is sealed for later names one of these and
 * nothing else can be asked for with it.
 */
export const WAITING_CHANGES = {
  'record-call': { method: 'POST', path: '/tasks/:taskId/call-attempts' },
  'submit-report': { method: 'POST', path: '/tasks/:taskId/reports' },
  'record-report': { method: 'POST', path: '/reports/:reportId/records' },
  'undo-record': { method: 'POST', path: '/records/:recordId/undo' },
  'record-pastes': { method: 'POST', path: '/pastes/records' },
} as const

export type WaitingKind = keyof typeof WAITING_CHANGES

export const WaitingKind = v.picklist(Object.keys(WAITING_CHANGES) as [WaitingKind, ...WaitingKind[]])

const base64Url = (min: number, max: number) =>
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/), v.minLength(min), v.maxLength(max))

/** What each is called where nothing else is known of it. */
export const WAITING_LABEL: Record<WaitingKind, string> = {
  'record-call': '外呼',
  'submit-report': '反馈',
  'record-report': '录入',
  'undo-record': '撤销',
  'record-pastes': '录入',
}

/** With what the phone seals from now on. */
export const OutboxKey = v.object({
  id: v.string(),
  /** Point of P-256, uncompressed, base64url. */
  publicKey: base64Url(87, 87),
  /** Whose things wait under this name on the phone: says nothing to anybody else. */
  mark: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
})
export type OutboxKey = v.InferOutput<typeof OutboxKey>

/** What is in clear of a change that waits; the seal covers it. */
const inClear = { requestId: Id, kind: WaitingKind, at: Instant }

/**
 * A change as it waits on the phone. AES-256-GCM under SHA-256 of (the ECDH secret, the phone's one-time point, the server's
 * point); `requestId kind at` is bound to it. `box`: 12 bytes of nonce, cipher text, tag.
 */
export const SealedChange = v.object({
  ...inClear,
  keyId: v.pipe(v.string(), v.maxLength(40)),
  point: base64Url(87, 87),
  box: base64Url(38, 1_400_000),
})
export type SealedChange = v.InferOutput<typeof SealedChange>

/** What is inside. */
export const WaitingChange = v.object({
  staffId: Id,
  /** The ids of the path. */
  ids: v.record(v.string(), Id),
  body: v.optional(v.unknown()),
  /** What a person knows it by: 无人接听 #K7Q2M. */
  label: v.pipe(v.string(), v.maxLength(200)),
  taskId: v.nullable(Id),
})
export type WaitingChange = v.InferOutput<typeof WaitingChange>

/** Why it could not be applied; any code, also one that only a newer server knows. */
const Refusal = v.object({ ...ErrorDetails.entries, code: v.string() })

/** What became of a change that had waited, told to who made it. */
export const LateChange = v.object({
  ...inClear,
  label: v.string(),
  taskId: v.nullable(Id),
  arrivedAt: Instant,
  /** Null: it was done. */
  refusal: v.nullable(Refusal),
})
export type LateChange = v.InferOutput<typeof LateChange>

export const LateChanges = v.object({ items: v.array(LateChange) })
export type LateChanges = v.InferOutput<typeof LateChanges>

/** The answer to a sealed change: what it was, for the page that no longer knows, and what came of it. */
export const OpenedChange = v.object({
  ...LateChange.entries,
  ids: v.record(v.string(), Id),
  /** With a refusal, what was typed; masked. */
  body: v.optional(v.unknown()),
  /** As the endpoint itself answers; null with a refusal. */
  answer: v.unknown(),
})
export type OpenedChange = v.InferOutput<typeof OpenedChange>

/** For so long the server knows a repeat; what waited longer is told, not done. */
export const WAITS_HOURS = 46
