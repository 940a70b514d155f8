import { desc, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { auditEntries } from '../db/schema/index.ts'
import { sha256 } from '../privacy/random.ts'

/** What can be done to a resident's data that must be written down. */
export type AuditAction = 'dial' | 'reveal' | 'import' | 'export' | 'purge' | 'search'

export interface NewAuditEntry {
  /** The community whose chain this belongs to: one chain for all would be a queue for all. */
  chain: string
  at: Date
  staffId: string
  action: AuditAction
  taskId?: string
  phoneHash?: string
  field?: string
  reason?: string
}

export const FIRST_HASH = '0'.repeat(64)

/** Writes an entry whose hash covers the one before, in the transaction of the deed; the deed does not happen without it. */
export async function appendAuditEntry(tx: Db, entry: NewAuditEntry): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${entry.chain}, 0))`)
  const [last] = await tx
    .select({ position: auditEntries.position, hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.chain, entry.chain))
    .orderBy(desc(auditEntries.position))
    .limit(1)
  const position = (last?.position ?? 0) + 1
  const previousHash = last?.hash ?? FIRST_HASH
  await tx
    .insert(auditEntries)
    .values({ ...entry, position, previousHash, hash: await hashEntry({ ...entry, position, previousHash }) })
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
