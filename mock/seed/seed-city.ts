import { eq } from 'drizzle-orm'
import { inTransaction } from '../../server/act.ts'
import type { Deps } from '../../server/deps.ts'
import { only } from '../../server/db/db.ts'
import { takeLock } from '../../server/db/locks.ts'
import { groups, roleGrants, staff, units } from '../../server/db/schema/index.ts'
import { nudgeRecorders } from '../../server/nudges/nudge-recorders.ts'
import { deliverMessages } from '../../server/messages/delivery.ts'
import { syncDirectory } from '../../server/units/sync-directory.ts'
import { seedGroups, seedStaff } from './directory.ts'
import { seedDuty } from './seed-duty.ts'
import { seedTasks } from './seed-tasks.ts'
import { seedWork } from './seed-work.ts'
import { ofGroup } from '../../server/privacy/places.ts'

/** Began today (柯颖): has not passed the privacy lesson, so that the demo shows what it keeps closed. */
const NEWCOMER = 'ke.ying'

/**
 * The invented city as a demo opens it, made where the database is empty. Settles when its groups show every message
 * that is due by now: a demo that is ready does nothing by itself that a person would take for the answer to a tap.
 */
export async function openCity(deps: Deps): Promise<void> {
  await seedCity(deps)
  await nudgeRecorders(deps)
  while ((await deliverMessages(deps)) > 0);
  await deps.feed.settled()
}

/**
 * Fills an empty database: tree and people from the directory, roles, groups, lists, and the work of three hours. All of it
 * or nothing, one process after another: a first start that was interrupted is made anew by the next.
 */
async function seedCity(deps: Deps): Promise<void> {
  await inTransaction(deps, async work => {
    await takeLock(work.db, 'seed')
    const [known] = await work.db.select({ id: staff.id }).from(staff).limit(1)
    if (known) return
    const now = work.clock()
    await syncDirectory(work, now)
    await grantRoles(work)
    await seedDuty(work, now)
    await setGroups(work)
    await seedTasks(work, now)
    await seedWork(work, now)
    deps.log('info', 'seeded the invented city')
  })
}

async function unitOf({ db }: Deps, departmentId: number): Promise<string> {
  return only(await db.select({ id: units.id }).from(units).where(eq(units.departmentId, departmentId))).id
}

async function grantRoles(deps: Deps): Promise<void> {
  const now = deps.clock()
  for (const member of seedStaff) {
    const { id: staffId } = only(
      await deps.db
        .update(staff)
        .set({ trainedAt: member.userId === NEWCOMER ? null : now })
        .where(eq(staff.userid, member.userId))
        .returning({ id: staff.id }),
    )
    for (const { role, departmentId } of member.grants) {
      const unitId = await unitOf(deps, departmentId)
      await deps.db.insert(roleGrants).values({ staffId, role, unitId, grantedAt: now }).onConflictDoNothing()
    }
  }
}

async function setGroups(deps: Deps): Promise<void> {
  for (const { departmentId, kind, name, webhookKey } of seedGroups) {
    const unitId = await unitOf(deps, departmentId)
    await deps.db.insert(groups).values({
      unitId,
      kind,
      channel: 'webhook',
      name,
      addressSealed: deps.sealer.seal(webhookKey, ofGroup(unitId, kind)),
      addressHint: webhookKey.slice(-4),
      setAt: deps.clock(),
    })
  }
}
