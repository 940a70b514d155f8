import { and, eq, sql } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { auditHeads } from '../db/schema/index.ts'
import type { Sealer } from '../privacy/sealer.ts'

/** A keyed hash over a head. Who holds the database but not the key cannot make one for a chain written anew. */
export const headSeal = (sealer: Sealer, head: { chain: string; position: number; hash: string }): string =>
  sealer.hash('audit_head', `${head.chain}/${head.position}/${head.hash}`)

/** Seals the heads that moved on since the last time. */
export async function sealHeads({ db, sealer }: Pick<Deps, 'db' | 'sealer'>): Promise<void> {
  const moved = await db
    .select()
    .from(auditHeads)
    .where(sql`${auditHeads.sealedPosition} is null or ${auditHeads.position} > ${auditHeads.sealedPosition}`)
  for (const head of moved) {
    await db
      .update(auditHeads)
      .set({ sealedPosition: head.position, sealedHash: head.hash, seal: headSeal(sealer, head) })
      .where(and(eq(auditHeads.chain, head.chain), eq(auditHeads.position, head.position)))
  }
}
