import type { RoleGrant } from '../../contract/staff.ts'

/** The unit named in the header: the first one this member works for. */
export const homeUnitName = (grants: readonly RoleGrant[]): string => grants[0]?.unitName ?? ''

/** For how many units this member makes calls; 0: is no caller. */
export const countCallerUnits = (grants: readonly RoleGrant[]): number =>
  grants.filter(({ role }) => role === 'caller').length
