import { eq, inArray, isNull } from 'drizzle-orm'
import { dayAt } from '../../domain/time/clock.ts'
import { inTransaction } from '../act.ts'
import type { Deps } from '../deps.ts'
import { auditHeads, auditPosts, groups, units } from '../db/schema/index.ts'
import type { AuditHead } from '../journal/audit-seals.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { sha256 } from '../privacy/random.ts'

/** One number for all heads: whoever has read it in the group knows another past from this one. */
export const digestOf = (heads: readonly AuditHead[]): Promise<string> =>
  sha256(JSON.stringify(heads.map(({ chain, position, hash }) => [chain, position, hash]).sort()))

/**
 * Posts the digest of all heads to the bulletin group of the top of the tree, once a day (+08:00), whichever process comes
 * first. Without such a group nothing is posted and tried again. Answers with the digest; null where nothing was posted.
 */
export function postHeads(deps: Deps): Promise<string | null> {
  return inTransaction(deps, async ({ db, sealer, clock }) => {
    const at = clock()
    const day = dayAt(at)
    const top = db.select({ id: units.id }).from(units).where(isNull(units.parentId))
    const posted = await db.select({ day: auditPosts.day }).from(auditPosts).where(eq(auditPosts.day, day))
    const [group] = await db.select().from(groups).where(inArray(groups.unitId, top))
    if (posted.length > 0 || group?.kind !== 'bulletin') return null
    const rows = await db.select().from(auditHeads).orderBy(auditHeads.chain)
    const heads = rows.map(({ chain, position, hash }) => ({ chain, position, hash }))
    const digest = await digestOf(heads)
    const made = await db.insert(auditPosts).values({ day, digest, heads, at }).onConflictDoNothing().returning()
    if (made.length === 0) return null
    const entries = heads.reduce((sum, { position }) => sum + position, 0)
    const content = `【审计封存】${day}：${heads.length} 条链、${entries} 条记录，校验码 ${digest}`
    await queueMessage(db, sealer, { groupId: group.id, content, at })
    return digest
  })
}
