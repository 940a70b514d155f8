import { and, eq, sql } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { auditHeads } from '../db/schema/index.ts'
import { headsLine } from './heads-line.ts'

/**
 * Heads that moved on since the last time leave the database: as a line of the file outside, sealed. Who later cuts, empties or
 * puts back what is in the database does not reach that line. A line written twice by a process that died says nothing wrong.
 */
export async function keepHeads({ db, sealer, clock, keepOutside }: Deps): Promise<void> {
  const moved = await db
    .select()
    .from(auditHeads)
    .where(sql`${auditHeads.sealedPosition} is null or ${auditHeads.position} > ${auditHeads.sealedPosition}`)
    .orderBy(auditHeads.chain)
  if (moved.length === 0) return
  const heads = moved.map(({ chain, position, hash }) => ({ chain, position, hash }))
  await keepOutside?.(headsLine(sealer, { at: clock().toISOString(), heads }))
  for (const { chain, position, hash } of heads) {
    await db
      .update(auditHeads)
      .set({ sealedPosition: position, sealedHash: hash })
      .where(and(eq(auditHeads.chain, chain), sql`coalesce(${auditHeads.sealedPosition}, 0) < ${position}`))
  }
}
