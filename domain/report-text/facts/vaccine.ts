import { CLAUSE_SIGNS, firstPiece, lastPiece } from '../chat/pieces.ts'
import { matchesOf } from '../fold/matches.ts'
import type { LocalMoment } from '../../time/local-time.ts'
import { addDays } from '../../time/days.ts'
import { readNumeral } from '../chat/numerals.ts'
import { findDates } from './days.ts'

const COUNT = '[一二两三四五1-5]'
const DOSE = new RegExp(`(第 ?|最后)?(${COUNT}) ?(?:针|剂次?)|加强(?:针|剂)?`, 'g')
/** 没打加强针, 差一针, 还没到时间打第三针: words right before a dose that was not given. */
const NOT_BEFORE =
  /(?:没有?|未|没能|差|剩|下|约了?|准备|打算|等着?|要去|时间|可以|需要?|最后)(?:去|有|再)?(?:打|接种|注射|种|完成)?(?:过|完|了)?(?:疫苗)?$/
/** 第三针还没打, 加强针约了下周, 一针都没打 */
const NOT_AFTER =
  /^(?:疫苗)?[\]】:| ]*(?:都|也|就|是|暂时?|的)*(?:没有?(?!做|检|采|测)|未(?!做|检|采|测)|还(?!没做|没检|未做)|尚|不|约|准备|打算|时间|要|等|才能|明天|下|过几|差|预约)/
/** 未接种, 没打疫苗, 疫苗没打 */
const NONE =
  /未(?:接)?种(?:疫苗)?|(?:没有?|未)(?:接种|打)(?:过)?(?:疫苗)?(?:因|$|[^\d\p{Script=Han}])|(?:没有?|未|没法|不能)(?:接种|打)过?(?:新冠)?疫苗|疫苗[\]】:| ]*(?:还|都|从|一直|也)*(?:没有?|未)(?:接种|打|种|有)?|疫苗[\]】:| ]*(?:无|0针|零针|[/-](?=$|[\s,，。;；]))|(?:疫苗|接种).{0,6}(?:打不了|不能打|禁忌)/u
/** 疫苗：3 */
const LABELLED = new RegExp(
  `疫苗[\\]】:|×xX* ]*(?:已?(?:接种|打)(?:了|过)?)? ?(${COUNT})(?=次|$|[^\\d\\p{Script=Han}.月])`,
  'u',
)
/** 全程接种 without a number: the two doses of the first course. */
const FULL_COURSE = /全程(?:已|都|免疫)?(?:接种|打|完成)|(?:接种|打)(?:完)?全程|已?全程(?=$|[\s,，。;；|+])/

/**
 * Doses so far: 已打三针 → 3, 加强针已打 → 3, 只打了第一针 → 1, 第三针还没打 → 2, 未接种 → 0; null when not told.
 */
export function readVaccineDoses(text: string, at: LocalMoment): number | null {
  const doses = [...matchesOf(text, DOSE)].flatMap(match => readDose(text, match, at))
  const given = doses.filter(dose => !dose.missing).map(dose => dose.nth)
  if (given.length > 0) return Math.max(...given)
  if (FULL_COURSE.test(text)) return 2
  if (doses.length > 0) return Math.min(...doses.map(dose => dose.nth)) - 1
  if (NONE.test(text)) return 0
  const labelled = LABELLED.exec(text)?.[1]
  return labelled === undefined ? null : readNumeral(labelled)
}

interface Dose {
  readonly nth: number
  readonly missing: boolean
}

/** 5月25日打第三针 told on the 21st */
function liesAhead(before: string, at: LocalMoment): boolean {
  if (!/\d.*(?:打|接种|去|种)$/.test(before)) return false
  const day = findDates(before, at).pop()
  if (!day) return false
  const past = day.days[0] ?? ''
  return (
    past > at.day ||
    (past < addDays(at.day, -200) && day.ahead !== null && day.ahead > at.day && day.ahead <= addDays(at.day, 60))
  )
}

/** 最后一针 says nothing about how many; 还差一针 neither. */
function readDose(text: string, match: RegExpMatchArray & { index: number }, at: LocalMoment): Dose[] {
  const [whole, order, count] = match
  const before = lastPiece(text.slice(Math.max(0, match.index - 8), match.index), CLAUSE_SIGNS)
  const after = firstPiece(text.slice(match.index + whole.length, match.index + whole.length + 8), ',，。;；\n')
  const missing = NOT_BEFORE.test(before) || NOT_AFTER.test(after) || liesAhead(before, at)
  if (count === undefined || order?.startsWith('第') === true)
    return [{ nth: count === undefined ? 3 : (readNumeral(count) ?? 0), missing }]
  const isNone = missing && /^(?:都|也)/.test(after)
  if (order === '最后' || (missing && !isNone) || /[上这那每]$/.test(before)) return []
  return [{ nth: readNumeral(count) ?? 0, missing }]
}

const DOSE_WORDS = new RegExp(
  `疫苗(?:已|都|全|也|接种|打|了|过|情况|没|未|有|完|满|的|只|[\\]】:| ])*(?:第?${COUNT}(?:针|剂次?)|加强针?)?(?:都|已|打|了|完|接种)*|(?:最后|第)?${COUNT}(?:针|剂)(?:疫苗)?(?:是)?(?:都打了|打了|已打|打完)?`,
  'g',
)

/** The text without what speaks of vaccination, so that 2针 is no day and 没打 no call. */
export function withoutVaccine(text: string): string {
  return text
    .replace(DOSE_WORDS, '|')
    .replace(
      /加强针?(?:已|都|也|还|打|了|过|接种|完|没|未|有|到|时间|准备|约|时候|下周|下个?月|的)*|未接种|没打疫苗/g,
      '|',
    )
}
