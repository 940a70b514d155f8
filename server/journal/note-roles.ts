import { inArray } from 'drizzle-orm'
import { ROLE_LABEL } from '../../contract/staff.ts'
import type { RoleChange } from '../access/role-change.ts'
import type { Work } from '../act.ts'
import { staff } from '../db/schema/index.ts'
import { appendAuditEntry } from './append-audit-entry.ts'

/**
 * Writes down who was given and who lost which role, one entry for each member and unit, in the unit's own chain: its leads
 * read there who may look at its residents. `by` is who did it. Chains in one order, so that two changes do not wait for
 * each other.
 */
export async function noteRoles(work: Work, by: string, changes: readonly RoleChange[]): Promise<void> {
  if (changes.length === 0) return
  const at = work.clock()
  const names = await namesOf(work, changes)
  const together = new Map<string, RoleChange[]>()
  for (const change of changes) {
    const key = `${change.unitId} ${change.staffId}`
    together.set(key, [...(together.get(key) ?? []), change])
  }
  for (const [, all] of [...together].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ unitId, staffId }] = all as [RoleChange]
    const reason = `${names.get(staffId) ?? ''}：${[told('加', all, true), told('去', all, false)].filter(Boolean).join('，')}`
    await appendAuditEntry(work, { chain: unitId, at, staffId: by, action: 'roles', field: staffId, reason })
  }
}

function told(word: string, changes: readonly RoleChange[], given: boolean): string {
  const roles = changes.filter(change => change.given === given).map(({ role }) => ROLE_LABEL[role])
  return roles.length > 0 ? `${word} ${roles.join('、')}` : ''
}

async function namesOf({ db }: Work, changes: readonly RoleChange[]): Promise<Map<string, string>> {
  const ids = [...new Set(changes.map(({ staffId }) => staffId))]
  const known = await db.select({ id: staff.id, name: staff.name }).from(staff).where(inArray(staff.id, ids))
  return new Map(known.map(({ id, name }) => [id, name]))
}
