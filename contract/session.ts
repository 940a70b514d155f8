import * as v from 'valibot'
import { Count, Id, Instant } from './common.ts'
import { RoleGrant } from './staff.ts'

/** Who is logged in, and what the page needs to know to draw itself. */
export const Session = v.object({
  staffId: Id,
  userid: v.string(),
  name: v.string(),
  grants: v.array(RoleGrant),
  /** True once the privacy lesson is passed; until then nothing is revealed or dialled. */
  trained: v.boolean(),
  largeText: v.boolean(),
  /** 模拟环境: shown on every page. */
  simulated: v.boolean(),
  corpId: v.string(),
  agentId: v.string(),
  /** Short name of the city as used in the group line (「→深」). */
  cityShortName: v.string(),
  /** Other ways people write it, so that a sentence typed on the phone is read like a pasted one. */
  citySpellings: v.array(v.string()),
  /** The server's clock, so that a phone with a wrong clock shows right countdowns. */
  now: Instant,
  expiresAt: Instant,
})
export type Session = v.InferOutput<typeof Session>

export const SetPreferences = v.object({ largeText: v.boolean() })
export type SetPreferences = v.InferOutput<typeof SetPreferences>

/** What the member did since then (own numbers only, shown to nobody else). */
export const MyDay = v.object({
  since: Instant,
  calls: Count,
  reached: Count,
  avoided: Count,
  reported: Count,
  recorded: Count,
})
export type MyDay = v.InferOutput<typeof MyDay>

/** The values `ww.register` needs for one handshake. `timestamp` in seconds. */
export const JsSdkSignature = v.object({ timestamp: v.number(), nonceStr: v.string(), signature: v.string() })
export type JsSdkSignature = v.InferOutput<typeof JsSdkSignature>

export const SignatureQuery = v.object({
  kind: v.picklist(['corp', 'agent']),
  url: v.pipe(v.string(), v.url(), v.maxLength(2000)),
})
