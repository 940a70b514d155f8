import { isDayAndTime } from './day-and-time.ts'
import { hidden, type Folded, type Hidden } from './fold.ts'

/** Digits in a row, whatever stands between them, that may be a number or a document: a landline without its area has seven. */
const NUMBER_DIGITS = 7
const RUN = /\d+/g
/** Five or six digits without a gap are the end of a number or an account, unless they are a month or counted. */
const LONE_DIGITS = 5
const MONTH = /^20\d\d(?:0[1-9]|1[0-2])$/
const COUNTED = /^(?:万?[人次份例名元行条户针件管支个]|公里|米)/
/** G1234/1235: one train under two numbers. */
const TRAIN = /^(\d{2})\d{1,2}\/\1\d{1,2}$/
/** An account of a chat: 微信 abc_123, QQ12345. */
const ACCOUNT = /(?:微信号?|VX|WX|V信|QQ号?|邮箱)([A-Z0-9]{5,})/g

/** Numbers, documents and accounts of anybody. */
export function numbersIn(folded: Folded): Hidden[] {
  const { figures } = folded
  const found: Hidden[] = []
  for (const run of figures.matchAll(RUN)) {
    const last = run.index + run[0].length - 1
    const isShort = run[0].length < NUMBER_DIGITS
    if (isShort ? !isLoneFigure(folded, run) : isOrdinary(folded, run.index, last)) continue
    const first = isShort ? run.index : firstOf(folded, run.index)
    found.push(hidden(folded, first, lastOf(folded, last), '****'))
  }
  for (const { 0: whole, 1: account = '', index } of figures.matchAll(ACCOUNT)) {
    const end = index + whole.length
    found.push(hidden(folded, end - account.length, end - 1, '****'))
  }
  return found
}

/** These very numbers, also where words stand between their digits: 139号0001楼0008. */
export function knownNumbersIn(folded: Folded, numbers: readonly string[]): Hidden[] {
  if (numbers.length === 0) return []
  const places = [...folded.figures].flatMap((letter, i) => (/\d/.test(letter) ? [i] : []))
  const digits = places.map(place => folded.figures.charAt(place)).join('')
  const found: Hidden[] = []
  for (const number of numbers.flatMap(spellings)) {
    for (let at = digits.indexOf(number); at >= 0; at = digits.indexOf(number, at + 1)) {
      const [first = 0, last = 0] = [places[at], places[at + number.length - 1]]
      found.push(hidden(folded, first, lastOf(folded, last), '****'))
    }
  }
  return found
}

/** A number by its digits; one abroad without the country as well, a document without its check letter. */
function spellings(number: string): string[] {
  const abroad = /^\+85[23](\d+)$/.exec(number)?.[1]
  const digits = number.replace(/\D/g, '')
  return [digits, ...(abroad === undefined ? [] : [abroad])].filter(({ length }) => length >= NUMBER_DIGITS)
}

function isLoneFigure({ letters, figures, gaps }: Folded, { 0: run, index }: RegExpExecArray): boolean {
  if (run.length < LONE_DIGITS || MONTH.test(run) || COUNTED.test(figures.slice(index + run.length))) return false
  if (letters.slice(index, index + run.length) !== run) return false
  return [...run].every((_, i) => i === 0 || gaps[index + i] === '')
}

function isOrdinary(folded: Folded, first: number, last: number): boolean {
  let run = ''
  for (let i = first; i <= last; i += 1) run += (i === first ? '' : folded.gaps[i]) + folded.figures.charAt(i)
  if (/[GDCKTZLYS]/.test(folded.figures.charAt(first - 1)) && TRAIN.test(run)) return true
  return isDayAndTime((folded.gaps[first] ?? '').endsWith('+') ? `+${run}` : run)
}

/** The letters a document begins with, where nothing stands between: E12345678. */
function firstOf({ letters, gaps }: Folded, first: number): number {
  let at = first
  while (at > 0 && first - at < 3 && gaps[at] === '' && /[A-Z]/.test(letters.charAt(at - 1))) at -= 1
  return at
}

/** With the X at the end of a document. */
const lastOf = ({ letters }: Folded, last: number): number => (letters.charAt(last + 1) === 'X' ? last + 1 : last)
