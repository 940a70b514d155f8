import { and, desc, eq, lt, lte, sql } from 'drizzle-orm'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { inTransaction, type Work } from '../act.ts'
import { auditEntries, auditHeads } from '../db/schema/index.ts'
import { baseSeal } from '../journal/audit-seals.ts'

/** Days an entry is kept; what the office must keep is set there (`HECHA_AUDIT_DAYS`). */
export const AUDIT_DAYS = 1095

/**
 * Removes entries older than `days` from the beginning of each chain, never its newest one. What stood last before the first one
 * kept is kept as a sealed hash, so that a chain shortened by anybody else is told from one shortened here. Answers with how many
 * were removed.
 */
export async function trimAudit(work: Work, days: number): Promise<number> {
  const limit = new Date(work.clock().getTime() - days * DAY_MS)
  const chains = await work.db.select({ chain: auditHeads.chain }).from(auditHeads).orderBy(auditHeads.chain)
  let removed = 0
  for (const { chain } of chains) removed += await inTransaction(work, own => trimChain(own, chain, limit))
  return removed
}

async function trimChain({ db, sealer }: Work, chain: string, limit: Date): Promise<number> {
  const [head] = await db.select().from(auditHeads).where(eq(auditHeads.chain, chain)).for('update')
  const old = and(eq(auditEntries.chain, chain), lt(auditEntries.at, limit))
  const [last] = await db
    .select()
    .from(auditEntries)
    .where(and(old, lt(auditEntries.position, head?.position ?? 0)))
    .orderBy(desc(auditEntries.position))
    .limit(1)
  if (!last) return 0
  const { position, hash, at } = last
  // The trigger that refuses every change lets this one through, in this transaction alone.
  await db.execute(sql`select set_config('hecha.trims_audit', 'on', true)`)
  const gone = await db
    .delete(auditEntries)
    .where(and(eq(auditEntries.chain, chain), lte(auditEntries.position, position)))
    .returning({ position: auditEntries.position })
  const base = {
    basePosition: position,
    baseHash: hash,
    baseAt: at,
    baseSeal: baseSeal(sealer, { chain, position, hash }),
  }
  await db.update(auditHeads).set(base).where(eq(auditHeads.chain, chain))
  return gone.length
}
