import { Group, TryGroupAnswer, UnitGroupsList, type SetGroup } from '../../../../contract/groups.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

/** The units the reader leads, from the top down, with their groups. */
export async function listGroups(): Promise<UnitGroupsList['units']> {
  return parse(UnitGroupsList, await http.get('/groups')).units
}

/** `groupKind`: a `GroupKind`. Refused with `webhook_invalid`, `chat_id_missing`, `group_too_small`, `app_group_not_allowed`. */
export const setGroup = defineChange({
  kind: 'set-group',
  method: 'PUT',
  path: '/units/:unitId/groups/:groupKind',
  label: '群设置',
  body: typed<SetGroup>(),
  answer: Group,
})

/** One test line to the group, at once. That WeCom refused it is part of the answer. */
export const tryGroup = defineChange({
  kind: 'try-group',
  method: 'POST',
  path: '/groups/:groupId/try',
  label: '测试群消息',
  answer: TryGroupAnswer,
})
