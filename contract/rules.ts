import * as v from 'valibot'

const Tests = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10))
const GapHours = v.pipe(v.number(), v.minValue(0), v.maxValue(168))

/** n samples in the hours before the moment of asking; both ends count. */
const FromNowRule = v.strictObject({
  from: v.literal('now'),
  hours: v.pipe(v.number(), v.minValue(1), v.maxValue(720)),
  tests: Tests,
  /** Any two counted samples lie at least this far apart. */
  gapHours: GapHours,
})

/** n samples between arrival and 24:00 of the d-th calendar day at +08:00, the arrival day being day 1. */
export const FromArrivalRule = v.strictObject({
  from: v.literal('arrival'),
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)),
  tests: Tests,
  gapHours: GapHours,
})

/** 核查标准: the dated setting on a batch that says when a task is matched. */
export const RuleSetting = v.variant('from', [FromNowRule, FromArrivalRule])
export type RuleSetting = v.InferOutput<typeof RuleSetting>
type FromNowRule = v.InferOutput<typeof FromNowRule>
export type FromArrivalRule = v.InferOutput<typeof FromArrivalRule>

export const RULE_NAMES = [
  '48小时核酸',
  '24小时核酸',
  '三天两检',
  '三天三检',
  '落地即检',
  '一、三、七、十四天',
] as const
export const RuleName = v.picklist(RULE_NAMES)
export type RuleName = v.InferOutput<typeof RuleName>

/** The settings the trade has names for. A batch stores the setting, not the name, so a later change here moves no open batch. */
export const NAMED_RULES: Readonly<Record<RuleName, RuleSetting>> = {
  '48小时核酸': { from: 'now', hours: 48, tests: 1, gapHours: 0 },
  '24小时核酸': { from: 'now', hours: 24, tests: 1, gapHours: 0 },
  三天两检: { from: 'arrival', days: 3, tests: 2, gapHours: 24 },
  三天三检: { from: 'arrival', days: 3, tests: 3, gapHours: 24 },
  落地即检: { from: 'arrival', days: 1, tests: 1, gapHours: 0 },
  '一、三、七、十四天': { from: 'arrival', days: 14, tests: 4, gapHours: 24 },
}
