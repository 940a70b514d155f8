import { Group, TryGroupAnswer, UnitGroupsList, type GroupKind, type SetGroup } from '../../../../contract/groups.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

/** The units the reader leads, from the top down, with their groups. */
export async function listGroups(): Promise<UnitGroupsList['units']> {
  return parse(UnitGroupsList, await http.get('/groups')).units
}

/** Throws `webhook_invalid`, `chat_id_missing`, `group_too_small`, `app_group_not_allowed`. */
export async function setGroup(requestId: string, unitId: string, kind: GroupKind, group: SetGroup): Promise<Group> {
  return parse(Group, await http.change('PUT', `/units/${unitId}/groups/${kind}`, { requestId, body: group }))
}

/** One test line to the group, at once. That WeCom refused it is part of the answer. */
export async function tryGroup(requestId: string, groupId: string): Promise<TryGroupAnswer> {
  return parse(TryGroupAnswer, await http.change('POST', `/groups/${groupId}/try`, { requestId }))
}
