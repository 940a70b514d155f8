import { desc, eq, lt } from 'drizzle-orm'
import type { OutboxKey } from '../../contract/outbox.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import type { Act, Work } from '../act.ts'
import { outboxKeys } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { randomHex, sha256 } from '../privacy/random.ts'
import { ofOutboxKey } from '../privacy/places.ts'
import { openJson, sealJson } from '../privacy/sealer.ts'
import { CURVE, toBase64Url } from './curve.ts'

/** A key seals for a week, and opens for as long again as anything may wait. */
const SEALS_DAYS = 7
const OPENS_DAYS = 14

/** The key this member's phone seals with from now on; a new one where the newest has served its week. */
export async function currentOutboxKey({ db, sealer, clock, member }: Act): Promise<OutboxKey> {
  const [newest] = await db.select().from(outboxKeys).orderBy(desc(outboxKeys.madeAt), desc(outboxKeys.id)).limit(1)
  const serves = newest && newest.madeAt.getTime() > clock().getTime() - SEALS_DAYS * DAY_MS
  const { id, publicKey } = serves ? newest : await makeKey({ db, sealer, clock })
  const mark = (await sha256(sealer.hash('outbox', member.staffId))).slice(0, 32)
  return { id, publicKey, mark }
}

/** Two processes that make one at the same moment make two, which is as good. */
async function makeKey({ db, sealer, clock }: Work) {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])
  const publicKey = toBase64Url(await crypto.subtle.exportKey('raw', pair.publicKey))
  const id = randomHex(8)
  const secret = await crypto.subtle.exportKey('jwk', pair.privateKey)
  const key = { id, publicKey, privateSealed: sealJson(sealer, secret, ofOutboxKey({ id })), madeAt: clock() }
  await db.insert(outboxKeys).values(key)
  return key
}

/** @throws DomainError `sealed_unreadable` for a key that is gone, or of another installation */
export async function findOutboxKey({ db, sealer }: Pick<Work, 'db' | 'sealer'>, id: string) {
  const [key] = await db.select().from(outboxKeys).where(eq(outboxKeys.id, id))
  if (!key) throw new DomainError('sealed_unreadable')
  return { publicKey: key.publicKey, privateKey: openJson<JsonWebKey>(sealer, key.privateSealed, ofOutboxKey(key), {}) }
}

/** Forgets keys with which nothing that may still wait was sealed. */
export async function forgetOutboxKeys({ db, clock }: Pick<Work, 'db' | 'clock'>): Promise<void> {
  await db.delete(outboxKeys).where(lt(outboxKeys.madeAt, new Date(clock().getTime() - OPENS_DAYS * DAY_MS)))
}
