import { MemberList, StaffMember, type ListMembersQuery, type SetRoles } from '../../../../contract/staff.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'
import { queryOf } from '../../../http/query.ts'

/** Staff of the led units; at most 200, the rest is found by search. */
export async function listMembers({ unitId, search }: ListMembersQuery): Promise<MemberList['items']> {
  return parse(MemberList, await http.get(`/members${queryOf({ unitId, search })}`)).items
}

/** All roles of a member in the led units. Refused with `last_lead`, `member_left`. */
export const setRoles = defineChange({
  kind: 'set-roles',
  method: 'PUT',
  path: '/members/:staffId/roles',
  label: '岗位',
  body: typed<SetRoles>(),
  answer: StaffMember,
})
