import type { IntakeField } from '../../contract/intake.ts'
import { as, type Draft } from './column-draft.ts'
import type { Profile } from './column-profile.ts'

/** Share of cells from which a column is what its cells say, whatever its name. */
const MOSTLY = 0.6
const NEARLY_ALL = 0.9
/** A column of one number over and over is the grid worker's. */
const SAME_NUMBER_SHARE = 0.34
const SAME_NUMBER_ROWS = 6

/** One number in most rows: somebody's on duty, not the residents'. */
export function isOneNumberOverAndOver({ filled, phones, distinctPhones }: Profile): boolean {
  return filled >= SAME_NUMBER_ROWS && phones >= MOSTLY && distinctPhones / Math.min(filled, 300) < SAME_NUMBER_SHARE
}

/** Columns nobody knows by name, read by what stands in them. */
export function readByContents(drafts: Draft[]): void {
  const has = (field: IntakeField) => drafts.some(draft => draft.reading.field === field)
  for (const draft of drafts.filter(one => one.reading.field === 'unknown')) {
    const { profile, reading } = draft
    const theirs = reading.whose === 'near' || reading.whose === 'other'
    if (profile.filled < 2) continue
    if (profile.phones >= MOSTLY) {
      const field = theirs || isOneNumberOverAndOver(profile) ? 'otherPhone' : 'phone'
      draft.reading = { ...reading, field, rank: 3, wouldBe: reading.whose === 'near' ? 'phone' : null }
    } else if (theirs) continue
    else if (profile.ids >= MOSTLY && !has('idNumber')) draft.reading = as('idNumber', reading)
    else if (profile.genders >= NEARLY_ALL && !has('gender')) draft.reading = as('gender', reading)
    else if (profile.names >= 0.8 && !has('name')) draft.reading = as('name', reading)
    else if (reading.silent && profile.shape && !has(profile.shape)) draft.reading = as(profile.shape, reading)
  }
}

/** A yes or no answers a question and is no place, measure or day, however the question is put: 中高风险, 隔离. */
const NO_ANSWER: ReadonlySet<string> = new Set(['riskPlace', 'origin', 'control', 'arrivedOn', 'address', 'household'])

/** What the cells say against the header: 最近一次核酸 with days or with results, 编号 with ID numbers, 备注1 with phones. */
export function correctByContents(drafts: Draft[]): void {
  const hasPhone = drafts.some(({ reading, profile }) => reading.field === 'phone' && profile.names < MOSTLY)
  for (const draft of drafts) {
    const better = betterField(draft, hasPhone)
    if (better) draft.reading = as(better, draft.reading)
  }
}

function betterField({ reading, profile }: Draft, hasPhone: boolean): IntakeField | 'unknown' | null {
  const { field } = reading
  if (profile.answers >= NEARLY_ALL && NO_ANSWER.has(field)) return 'unknown'
  if (field === 'testResult' && profile.dates >= MOSTLY) return 'testedAt'
  if (field === 'testedAt' && profile.results >= MOSTLY) return 'testResult'
  if (field === 'name' && reading.weak && reading.whose === 'own' && profile.names < MOSTLY) return 'unknown'
  if (field === 'address' && profile.filled > 2 && profile.names >= NEARLY_ALL) return 'name'
  if (field === 'arrivedOn' && reading.weak && profile.dates < MOSTLY) return 'unknown'
  if ((field === 'ignore' || field === 'remark') && profile.ids >= MOSTLY) return 'idNumber'
  if (field === 'phone' && profile.filled > 2 && profile.ids >= NEARLY_ALL) return 'idNumber'
  if ((field === 'phone' || field === 'otherPhone') && profile.filled > 2 && profile.phones < 0.1)
    if (profile.names >= NEARLY_ALL) return field === 'phone' ? 'name' : 'unknown'
  const mayHoldPhones = field !== 'phone' && field !== 'otherPhone' && profile.filled > 1
  return mayHoldPhones && !hasPhone && profile.phones >= NEARLY_ALL ? 'phone' : null
}
