import { ERROR_SENTENCES } from '../../../../contract/errors.ts'
import type { Group, GroupAbove, GroupChannel, GroupKind, SetGroup, UnitGroups } from '../../../../contract/groups.ts'
import { moment } from '../../../ui/time.ts'

export const CHANNEL_LABEL: Record<GroupChannel, string> = { webhook: '群机器人', app_group: '应用建的群' }

export interface GroupWords {
  text: string
  tone: 'good' | 'bad' | 'calm'
}

/** How a group is doing, as of its last try. */
export function groupState({ triedAt, problem }: Group, now: number): GroupWords {
  if (problem !== null) return { text: problem, tone: 'bad' }
  if (triedAt === null) return { text: '还没试过', tone: 'calm' }
  return { text: `${moment(triedAt, now)} 试通`, tone: 'good' }
}

/** Where messages go while a unit has no group of its own. */
export function aboveInWords(kind: GroupKind, above: GroupAbove | null): string {
  if (above !== null) return `用${above.unitName}的「${above.name}」`
  return kind === 'result' ? '还没有群，反馈会先存着' : '还没有群'
}

/** What a lead typed so far. */
export interface GroupDraft {
  channel: GroupChannel
  name: string
  webhook: string
  create: boolean
  chatId: string
}

/** The sheet as it opens: the way in force, without its secret. */
export const draftOf = (group: Group | null, fallbackName: string): GroupDraft => ({
  channel: group?.channel ?? 'webhook',
  name: group?.name ?? fallbackName,
  webhook: '',
  create: true,
  chatId: '',
})

/** What is sent, or the sentence that says what is missing. */
export function readDraft({ channel, name, webhook, create, chatId }: GroupDraft): SetGroup | string {
  const trimmed = name.trim()
  if (trimmed === '') return '请写群的名字。'
  if (channel === 'webhook') {
    return webhook.trim().length < 8
      ? ERROR_SENTENCES.webhook_invalid
      : { channel, name: trimmed, webhook: webhook.trim() }
  }
  if (create) return { channel, name: trimmed, create }
  const id = chatId.trim()
  if (id === '') return ERROR_SENTENCES.chat_id_missing
  return /^[0-9a-zA-Z_-]{1,32}$/.test(id)
    ? { channel, name: trimmed, create, chatId: id }
    : '群编号只有字母和数字，最多 32 位。'
}

/** Units by part of their name or of a group's. */
export function findUnits(units: readonly UnitGroups[], search: string): readonly UnitGroups[] {
  const wanted = search.trim()
  if (wanted === '') return units
  return units.filter(({ unitName, result, bulletin }) =>
    [unitName, result?.name, bulletin?.name].some(name => name?.includes(wanted)),
  )
}
