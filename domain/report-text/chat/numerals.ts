import { rewrite, type Folded } from '../fold/folded.ts'

/** Chinese numerals, as far as days, hours and small counts need them. */

const DIGITS = '零一二三四五六七八九十'
const NUMERAL = '[一二三四五六七八九十]'

/** 二十三 → 23, 两 → 2, 12 → 12; null for anything else or above 99. */
export function readNumeral(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const plain = text.replace('两', '二').replace('俩', '二').replace('仨', '三')
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(plain)
  if (!match || plain === '') return null
  const [, tens, ten, ones] = match
  if (ten === undefined) return tens !== undefined && ones === undefined ? DIGITS.indexOf(tens) : null
  return (tens === undefined ? 1 : DIGITS.indexOf(tens)) * 10 + (ones === undefined ? 0 : DIGITS.indexOf(ones))
}

const DAY_LIST = new RegExp(`((?:${NUMERAL}{1,3}[、,，])+)(?=${NUMERAL}{1,3}[号日])`, 'g')
const MONTH_DAYS = new RegExp(`(${NUMERAL}{1,2})月份?(${NUMERAL}{1,12})(?=[^${DIGITS}]|$)`, 'g')
/** 七巷十一号 is a house: no numeral after a lane, a building or a village is a day. */
const DAY = new RegExp(
  `(^|[^${DIGITS}巷路街村区里围坊栋座幢园])(${NUMERAL}{1,12})([号日])(?![楼线院栋馆店${DIGITS}]?\\d)`,
  'g',
)
/** 二十四二十五二十六这三天 */
const DAYS_TOLD = new RegExp(`${NUMERAL}{3,12}(?=这[两二三四五]天)`, 'g')
const NEXT_DAY = new RegExp(`([号日])(${NUMERAL}{1,3})([号日])`, 'g')
const HOUR = new RegExp(
  `([两一二三四五六七八九十]{1,3})点(?=[吧半钟前后左右多再打以\\d零一二三四五做在就刚检采,，。;；、 ]|$)`,
  'g',
)
const ONE_NUMERAL = new RegExp(`${NUMERAL}{1,3}`, 'g')
const ANY_NUMERAL = new RegExp(`${NUMERAL}[、,，月号日点]|这[两二三四五]天|两点`)

const SPOKEN = '[零〇一二三四五六七八九幺两]'
const SPOKEN_TAIL = new RegExp(`(尾号|后四位|末四位)(是|为|的)?(${SPOKEN}{4})(?!${SPOKEN})`, 'g')
const SPOKEN_NUMBER = new RegExp(`[一幺][三四五六七八九]${SPOKEN}{9}(?!${SPOKEN})`, 'g')
const spokenDigit = (sign: string) =>
  sign === '幺' ? '1' : sign === '两' ? '2' : sign === '〇' ? '0' : String(DIGITS.indexOf(sign))

/** 尾号六六三幺 → 尾号6631, a number told digit by digit. */
export function digitiseNumbers(text: Folded): Folded {
  const tails = rewrite(
    text,
    SPOKEN_TAIL,
    (_, label = '', is = '', digits = '') => label + is + Array.from(digits, spokenDigit).join(''),
  )
  return rewrite(tails, SPOKEN_NUMBER, (digits = '') => Array.from(digits, spokenDigit).join(''))
}

/** Turns dictated days and hours into digits and leaves the rest, above all addresses, as it is. */
export function digitiseDates(text: Folded): Folded {
  if (!ANY_NUMERAL.test(text.text)) return text
  return DICTATED.reduce((result, [pattern, to]) => rewrite(result, pattern, to), text)
}

const DICTATED: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  [DAY_LIST, (whole = '') => listText(whole)],
  [MONTH_DAYS, (whole = '', month = '', days = '') => monthAndDays(whole, month, days)],
  [DAYS_TOLD, (days = '') => daysTold(days)],
  [DAY, (whole = '', before = '', day = '', unit = '') => dayText(whole, before, day, unit)],
  [NEXT_DAY, (whole = '', before = '', day = '', unit = '') => dayText(whole, before, day, unit)],
  [HOUR, (whole = '', hour = '') => hourText(whole, hour)],
]

/** 十八、十九、二十号 */
function listText(whole: string): string {
  return whole.replace(ONE_NUMERAL, day => String(readNumeral(day) ?? day))
}

function monthAndDays(whole: string, month: string, days: string): string {
  const number = readNumeral(month)
  const list = splitDays(days)
  if (number === null || number > 12 || list === null) return whole
  return `${number}月${list.join('号')}${restOf(days)}`
}

function daysTold(days: string): string {
  const list = splitDays(days)
  return list === null ? days : `${list.join('号')}号`
}

function dayText(whole: string, before: string, day: string, unit: string): string {
  const list = splitDays(day)
  return list === null ? whole : `${before}${list.join('号')}${unit}`
}

function hourText(whole: string, hour: string): string {
  const number = readNumeral(hour)
  return number === null || number > 24 ? whole : `${number}点`
}

/**
 * 十九二十二十一 → 19, 20, 21: days spoken without a pause grow, so of all ways to cut the run the growing one is meant.
 * A last numeral that belongs to a count (…二十一三天) is dropped with null for what remains unreadable.
 */
function splitDays(run: string): number[] | null {
  return growingDays(run, 0) ?? (run.length > 2 ? growingDays(run.slice(0, -1), 0) : null)
}

/** The 三 of 二十一三天, which is no day. */
function restOf(run: string): string {
  return growingDays(run, 0) === null ? `号${run.slice(-1)}` : ''
}

function growingDays(run: string, after: number): number[] | null {
  if (run === '') return []
  for (const length of [3, 2, 1]) {
    const day = length <= run.length ? readNumeral(run.slice(0, length)) : null
    if (day === null || day <= after || day > 31) continue
    const rest = growingDays(run.slice(length), day)
    if (rest) return [day, ...rest]
  }
  return null
}
