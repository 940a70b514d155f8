import { MemberList, StaffMember, type ListMembersQuery, type SetRoles } from '../../../../contract/staff.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'
import { queryOf } from '../../../http/query.ts'

/** Staff of the led units; at most 200, the rest is found by search. */
export async function listMembers({ unitId, search }: ListMembersQuery): Promise<MemberList['items']> {
  return parse(MemberList, await http.get(`/members${queryOf({ unitId, search })}`)).items
}

/** All roles of a member in the led units. Throws `last_lead`, `member_left`. */
export async function setRoles(requestId: string, staffId: string, roles: SetRoles): Promise<StaffMember> {
  return parse(StaffMember, await http.change('PUT', `/members/${staffId}/roles`, { requestId, body: roles }))
}
