import { eq } from 'drizzle-orm'
import type { AuditAction } from '../../contract/audit.ts'
import { only, type Db } from '../db/db.ts'
import { auditEntries, auditHeads } from '../db/schema/index.ts'
import { sha256 } from '../privacy/random.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { entrySeal, headSeal } from './audit-seals.ts'

export interface NewAuditEntry {
  /** The unit whose chain this belongs to, a community nearly always: one chain for all would be a queue for all. */
  chain: string
  at: Date
  staffId: string
  action: AuditAction
  taskId?: string
  phoneHash?: string
  field?: string
  reason?: string
}

/** The transaction, and what seals entries. */
interface Sealing {
  readonly db: Db
  readonly sealer: Pick<Sealer, 'hash'>
}

export const FIRST_HASH = '0'.repeat(64)

/** Who did what no person did, such as the daily purge. */
export const SYSTEM_STAFF_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Writes an entry whose hash covers the one before and whose seal needs the key, in the transaction of the deed; the deed
 * does not happen without it.
 */
export async function appendAuditEntry({ db: tx, sealer }: Sealing, entry: NewAuditEntry): Promise<void> {
  const { chain } = entry
  const head = await lockHead(tx, chain)
  const position = head.position + 1
  const previousHash = head.hash
  const hash = await hashEntry({ ...entry, position, previousHash })
  const seal = entrySeal(sealer, { chain, position, previousHash, hash })
  await tx.insert(auditEntries).values({ ...entry, position, previousHash, hash, seal })
  await tx
    .update(auditHeads)
    .set({ position, hash, seal: headSeal(sealer, { chain, position, hash }) })
    .where(eq(auditHeads.chain, chain))
}

/** The chain's newest entry, locked so that two deeds in one community follow one another. */
async function lockHead(tx: Db, chain: string): Promise<{ position: number; hash: string }> {
  await tx.insert(auditHeads).values({ chain, position: 0, hash: FIRST_HASH }).onConflictDoNothing()
  const heads = tx.select({ position: auditHeads.position, hash: auditHeads.hash }).from(auditHeads)
  return only(await heads.where(eq(auditHeads.chain, chain)).for('update'))
}

/** SHA-256 over the entry before and every value of this one, in fixed order. */
export function hashEntry(entry: NewAuditEntry & { position: number; previousHash: string }): Promise<string> {
  const { chain, position, at, staffId, action, taskId, phoneHash, field, reason, previousHash } = entry
  return sha256(
    JSON.stringify([
      previousHash,
      chain,
      position,
      at.toISOString(),
      staffId,
      action,
      taskId ?? null,
      phoneHash ?? null,
      field ?? null,
      reason ?? null,
    ]),
  )
}
