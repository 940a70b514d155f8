/** Numbers of one unit: all tasks, those left out of the rate, and those whose rule is met. */
export type RateCounts = { readonly tasks: number; readonly exempt: number; readonly matched: number }

/**
 * 核酸匹配率: matched ÷ (tasks − exempt), between 0 and 1, or null when nobody is left to be matched. `matched` counts
 * tasks that are not exempt.
 *
 * - 300 tasks, none exempt, 240 matched: 240 ÷ 300 = 0.8
 * - 300 tasks, 12 wrong persons and 8 who left, 238 matched: 238 ÷ 280 = 0.85
 * - 40 tasks, 40 exempt: null, shown as —, not as 0 % or 100 %
 * - no task: null
 */
export function matchRate({ tasks, exempt, matched }: RateCounts): number | null {
  const asked = tasks - exempt
  return asked > 0 ? matched / asked : null
}

/** The rate as people read it: `85.0%`, cut rather than rounded so that 100 % means all of them; `—` for null. */
export function rateText(rate: number | null): string {
  return rate === null ? '—' : `${(Math.floor(rate * 1000 + 1e-9) / 10).toFixed(1)}%`
}
