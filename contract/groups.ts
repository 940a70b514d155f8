import * as v from 'valibot'
import { Id, Instant, typedText } from './common.ts'
import { UnitLevel } from './units.ts'

const GROUP_KINDS = ['result', 'bulletin'] as const
export const GroupKind = v.picklist(GROUP_KINDS)
export type GroupKind = v.InferOutput<typeof GroupKind>

export const GROUP_KIND_LABEL: Record<GroupKind, string> = { result: '反馈群', bulletin: '通报群' }

/** `app_group`: a group this app created (appchat). `webhook`: a push webhook of a group staff already use. */
const GROUP_CHANNELS = ['app_group', 'webhook'] as const
export const GroupChannel = v.picklist(GROUP_CHANNELS)
export type GroupChannel = v.InferOutput<typeof GroupChannel>

export const Group = v.object({
  id: Id,
  unitId: Id,
  unitName: v.string(),
  kind: GroupKind,
  name: v.string(),
  channel: GroupChannel,
  /** Last characters only: a webhook key is a secret. */
  addressHint: v.string(),
  triedAt: v.nullable(Instant),
  /** Why the last try failed, in words; null: it worked or was not tried. */
  problem: v.nullable(v.string()),
})
export type Group = v.InferOutput<typeof Group>

/** A group of a unit above, which takes the messages of units without one of their own. */
export const GroupAbove = v.object({ unitName: v.string(), name: v.string() })
export type GroupAbove = v.InferOutput<typeof GroupAbove>

export const UnitGroups = v.object({
  unitId: Id,
  unitName: v.string(),
  unitLevel: UnitLevel,
  result: v.nullable(Group),
  bulletin: v.nullable(Group),
  /** The nearest one above, also where the unit has its own. */
  resultAbove: v.nullable(GroupAbove),
  bulletinAbove: v.nullable(GroupAbove),
})
export type UnitGroups = v.InferOutput<typeof UnitGroups>

export const UnitGroupsList = v.object({ units: v.array(UnitGroups) })
export type UnitGroupsList = v.InferOutput<typeof UnitGroupsList>

/** The way to reach a unit's group. With `create` the app makes the group from the unit's staff. */
export const SetGroup = v.variant('channel', [
  v.object({
    channel: v.literal('webhook'),
    name: typedText(50),
    webhook: v.pipe(v.string(), v.trim(), v.minLength(8), v.maxLength(300)),
  }),
  v.object({
    channel: v.literal('app_group'),
    name: typedText(50),
    create: v.boolean(),
    chatId: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[0-9a-zA-Z_-]{1,32}$/))),
  }),
])
export type SetGroup = v.InferOutput<typeof SetGroup>

export const TryGroupAnswer = v.object({ delivered: v.boolean(), problem: v.nullable(v.string()), group: Group })
export type TryGroupAnswer = v.InferOutput<typeof TryGroupAnswer>
