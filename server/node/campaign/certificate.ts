import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { equalInConstantTime } from '../../privacy/random.ts'
import type { Sealer } from '../../privacy/sealer.ts'

const KeyMark = v.object({ id: v.string(), fingerprint: v.string() })
const Body = v.object({
  what: v.literal('hecha campaign end'),
  campaign: v.pipe(v.string(), v.uuid()),
  /** ISO, UTC. */
  endedAt: v.string(),
  counts: v.record(v.string(), v.number()),
  /** Keys that were destroyed. Copies of the key file elsewhere must be destroyed as well. */
  destroyedKeys: v.array(KeyMark),
})
type Body = v.InferOutput<typeof Body>

/** What was removed, how much of it and when; `hash` over it, `seal` a keyed hash of that. */
export const Certificate = v.object({ ...Body.entries, hash: v.string(), seal: v.string() })
export type Certificate = v.InferOutput<typeof Certificate>

export function certify(sealer: Pick<Sealer, 'hash'>, body: Body): Certificate {
  const hash = hashOf(body)
  return { ...body, hash, seal: sealer.hash('audit_campaign', hash) }
}

/** SHA-256 over what the certificate says, its names in order. */
export function hashOf({ what, campaign, endedAt, counts, destroyedKeys }: Body): string {
  const keys = destroyedKeys.map(({ id, fingerprint }) => [id, fingerprint])
  const said = [what, campaign, endedAt, Object.entries(counts).sort(), keys]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

export const isSealed = (sealer: Pick<Sealer, 'hash'>, { hash, seal }: Certificate): boolean =>
  equalInConstantTime(seal, sealer.hash('audit_campaign', hash))

/** Tells a key without giving it away. */
export const fingerprintOf = (key: Buffer): string =>
  createHash('sha256').update('hecha key fingerprint').update(key).digest('hex').slice(0, 16)
