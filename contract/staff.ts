import * as v from 'valibot'
import { Id, Instant } from './common.ts'
import { UnitLevel } from './units.ts'

export const ROLES = ['caller', 'recorder', 'lead'] as const
export const Role = v.picklist(ROLES)
export type Role = v.InferOutput<typeof Role>

export const ROLE_LABEL: Record<Role, string> = { caller: '电话组', recorder: '数据组', lead: '统筹' }

/** A role holds for a unit and all below it. One person may hold several. */
export const RoleGrant = v.object({
  role: Role,
  unitId: Id,
  unitName: v.string(),
  unitLevel: UnitLevel,
})
export type RoleGrant = v.InferOutput<typeof RoleGrant>

/** A WeCom member (工作人员). */
export const StaffMember = v.object({
  id: Id,
  userid: v.string(),
  name: v.string(),
  unitName: v.nullable(v.string()),
  active: v.boolean(),
  grants: v.array(RoleGrant),
  lastSeenAt: v.nullable(Instant),
})
export type StaffMember = v.InferOutput<typeof StaffMember>

/** The whole set of a member's roles inside the lead's own subtree; grants elsewhere stay as they are. */
export const SetRoles = v.object({
  grants: v.pipe(v.array(v.object({ role: Role, unitId: Id })), v.maxLength(60)),
})
export type SetRoles = v.InferOutput<typeof SetRoles>
