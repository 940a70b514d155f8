import { ROLE_LABEL, ROLES, type Role, type RoleGrant } from '../../../contract/staff.ts'

export interface RoleLine {
  role: Role
  label: string
  /** 汀南社区、澜桥社区 */
  units: string
}

/** The roles of a member in words, in the order of the work, each with the units it holds for. */
export function roleLines(grants: readonly RoleGrant[]): RoleLine[] {
  return ROLES.flatMap(role => {
    const units = [...new Set(grants.filter(grant => grant.role === role).map(grant => grant.unitName))]
    return units.length === 0 ? [] : [{ role, label: ROLE_LABEL[role], units: units.join('、') }]
  })
}
