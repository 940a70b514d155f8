import { and, inArray, isNull, sql } from 'drizzle-orm'
import type { DirectorySync } from '../../contract/units.ts'
import { placeDepartments } from '../../domain/units/unit-level.ts'
import type { Deps } from '../app-env.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { roleGrants, sessions } from '../db/schema/index.ts'
import { appendEvents } from '../journal/append-event.ts'
import { readMappings } from './department-mappings.ts'
import type { DirectorySnapshot } from '../wecom/directory.ts'
import { readDirectory } from './read-directory.ts'
import { writeMembers } from './write-members.ts'
import { removeEmptyUnits, writeUnits } from './write-units.ts'

/** One sync after another: two at once would both create the same units. */
const SYNC_LOCK = 7_243_244

/**
 * Makes units and staff what the WeCom directory says. WeCom is asked first, then everything is written at once.
 * @throws DomainError as `readDirectory`
 */
export async function syncDirectory(deps: Deps, now: Date): Promise<DirectorySync> {
  const directory = await readDirectory(deps)
  return deps.db.transaction(tx => applyDirectory(deps, tx, directory, now))
}

/**
 * Writes a directory that was read before. Units keep their id by department, staff by userid; who is gone keeps grants
 * that mean nothing until the person comes back.
 */
export async function applyDirectory(
  { config }: Pick<Deps, 'config'>,
  tx: Db,
  { departments, members }: DirectorySnapshot,
  now: Date,
): Promise<DirectorySync> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SYNC_LOCK})`)
  const placed = placeDepartments(departments, await readMappings(tx))
  const unitIds = await writeUnits(tx, departments, placed)
  const left = await writeMembers(tx, members, placed, unitIds)
  await endSessions(tx, left, now)
  await removeEmptyUnits(tx, [...unitIds.keys()])
  const promoted = await grantFirstLead(tx, config.firstLead, now)
  await appendEvents(
    tx,
    ...[...left, ...promoted].map(staffId => ({ kind: 'roles_changed' as const, at: now, staffId })),
  )
  return { units: unitIds.size, staff: members.length, left: left.length }
}

async function endSessions(tx: Db, staffIds: readonly string[], now: Date): Promise<void> {
  if (staffIds.length === 0) return
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(inArray(sessions.staffId, [...staffIds]), isNull(sessions.endedAt)))
}

/** The configured first lead holds every top unit nobody else leads. Answers with whom that concerned. */
async function grantFirstLead(tx: Db, firstLead: string | null, now: Date): Promise<string[]> {
  if (firstLead === null) return []
  const open = await rowsOf<{ unitId: string; staffId: string }>(
    tx,
    sql`
      select u.id as "unitId", s.id as "staffId" from units u join staff s on s.userid = ${firstLead.toLowerCase()}
      where s.active and u.parent_id is null and not exists (
        select from role_grants g join staff x on x.id = g.staff_id
        where g.unit_id = u.id and g.role = 'lead' and x.active)`,
  )
  if (open.length === 0) return []
  const rows = open.map(({ unitId, staffId }) => ({ staffId, role: 'lead' as const, unitId, grantedAt: now }))
  await tx.insert(roleGrants).values(rows).onConflictDoNothing()
  return [...new Set(open.map(row => row.staffId))]
}
