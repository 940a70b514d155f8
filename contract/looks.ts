import * as v from 'valibot'

/** What a member's input may be compared with residents' clear values for, besides dialling and revealing. */
const COMPARE_PURPOSES = ['paste', 'candidates', 'tail', 'line', 'note', 'preview', 'import'] as const
export type ComparePurpose = (typeof COMPARE_PURPOSES)[number]

export const COMPARE_PURPOSE_LABEL: Record<ComparePurpose, string> = {
  paste: '粘贴识别',
  candidates: '查找任务',
  tail: '按尾号查找',
  line: '核对群消息',
  note: '核对备注',
  preview: '预览名单',
  import: '导入名单',
}

/** More would be no limit. */
export const MOST_PEOPLE_AN_HOUR = 2000

/** How many people a member may look at or compare with, as the lead of the whole tree set it. */
export const LookLimits = v.object({
  /** Residents one paste may speak of. */
  peopleAPaste: v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(500)),
  /** People compared with in an hour. A dial counts as 5, a look at a clear value as 10, a search by number as 20. */
  peopleAnHour: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(MOST_PEOPLE_AN_HOUR)),
})
export type LookLimits = v.InferOutput<typeof LookLimits>

export const DEFAULT_LOOK_LIMITS: LookLimits = { peopleAPaste: 200, peopleAnHour: 600 }
