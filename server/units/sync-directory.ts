import type { DirectorySync } from '../../contract/units.ts'
import { placeDepartments } from '../../domain/units/unit-level.ts'
import { inTransaction, type Work } from '../act.ts'
import type { Deps } from '../deps.ts'
import { takeLock } from '../db/locks.ts'
import { units } from '../db/schema/index.ts'
import { endSessions } from '../access/end-sessions.ts'
import { partFromEarlier } from '../access/part-from-earlier.ts'
import { grantFirstLead } from '../access/grant-first-lead.ts'
import { SYSTEM_STAFF_ID } from '../journal/append-audit-entry.ts'
import { appendEvents } from '../journal/append-event.ts'
import { notingMoves } from '../journal/note-moves.ts'
import { noteRoles } from '../journal/note-roles.ts'
import { readMappings } from './department-mappings.ts'
import type { DirectorySnapshot } from '../ports/wecom.ts'
import { readDirectory } from './read-directory.ts'
import { markLeft, writeMembers } from './write-members.ts'
import { removeEmptyUnits, writeUnits } from './write-units.ts'

/**
 * Makes units and staff what the WeCom directory says. WeCom is asked first, then everything is written at once.
 * @throws DomainError as `readDirectory`
 */
export async function syncDirectory(deps: Deps, now: Date): Promise<DirectorySync> {
  const directory = await readDirectory(deps)
  const { firstLead } = deps.config
  return inTransaction(deps, work => applyDirectory(work, directory, { firstLead, now, by: SYSTEM_STAFF_ID }))
}

/** A new installation has no units, so nobody could be lead of one: the first lead's first log-in reads the directory. */
export async function readFirstDirectory(deps: Deps, userid: string): Promise<void> {
  if (userid !== deps.config.firstLead?.toLowerCase()) return
  const [unit] = await deps.db.select({ id: units.id }).from(units).limit(1)
  if (!unit) await syncDirectory(deps, deps.clock())
}

/**
 * Writes a directory that was read before. Units keep their id by department, staff by userid while it stands for the same
 * person; who is gone keeps grants that mean nothing, and has them again when back within a day. `by` is who asked for it.
 */
export async function applyDirectory(
  work: Work,
  { departments, members }: DirectorySnapshot,
  { firstLead, now, by }: { firstLead: string | null; now: Date; by: string },
): Promise<DirectorySync> {
  const { db: tx } = work
  await takeLock(tx, 'directory_sync')
  const placed = placeDepartments(departments, await readMappings(tx))
  const unitIds = await writeUnits(tx, departments, placed)
  const people = members.map(({ userId, name }) => ({ userid: userId, name }))
  const { earlier, lost } = await partFromEarlier(tx, people, now)
  const left = await notingMoves(work, by, async () => {
    await writeMembers(tx, members, placed, unitIds)
    return markLeft(tx, members, now)
  })
  await endSessions(tx, left, now)
  await removeEmptyUnits(tx, [...unitIds.keys()])
  const given = await grantFirstLead(tx, firstLead, now)
  await noteRoles(work, by, [...lost, ...given])
  const promoted = new Set(given.map(({ staffId }) => staffId))
  await appendEvents(
    tx,
    ...[...earlier, ...left, ...promoted].map(staffId => ({ kind: 'roles_changed' as const, at: now, staffId })),
  )
  return { units: unitIds.size, staff: members.length, left: left.length }
}
