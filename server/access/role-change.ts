import type { Role } from '../../contract/staff.ts'

/** A role a member of staff was given or lost in one unit. */
export interface RoleChange {
  staffId: string
  unitId: string
  role: Role
  given: boolean
}
