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

export const MemberList = v.object({ items: v.array(StaffMember) })
export type MemberList = v.InferOutput<typeof MemberList>

/** Members of a unit and all below it, by part of the name or the userid. */
export const ListMembersQuery = v.object({
  unitId: v.optional(Id),
  search: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(50))),
})
export type ListMembersQuery = v.InferOutput<typeof ListMembersQuery>

/** The whole set of a member's roles inside the lead's own subtree; grants elsewhere stay as they are. */
export const SetRoles = v.object({
  grants: v.pipe(v.array(v.object({ role: Role, unitId: Id })), v.maxLength(60)),
})
export type SetRoles = v.InferOutput<typeof SetRoles>
