const FULL_DAY = /(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:[12]\d|3[01]|0?[1-9])/y
const DAY_IN_ONE =
  /(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[ _T-]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?(?!\d)/y
const YEAR_MONTH = /20\d\d[-/.](?:1[0-2]|0?[1-9])/y
const YEAR = /(?:19|20)\d\d/y
const DAY = /(?:1[0-2]|0?[1-9])([-/.])(?:[12]\d|3[01]|0?[1-9])/y
const TIME = /(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?/y
const OFFSET = /\+0?8:?00/y
const WARMTH = /(?:3[5-9]|4[0-2])\.\d/y
const FEW = /\d{1,4}/y

/** Digits that may stand beside days and times without being any: counts, a tail of four. */
const LOOSE_DIGITS = 6

interface Word {
  readonly digits: string
  /** With the year: no part of a number that somebody wrote in pieces. */
  readonly dated: boolean
  readonly loose: boolean
}

/**
 * Whether digits and what stands between them are days, times, temperatures and small counts and nothing else:
 * `2022-05-19 10:20`, `5/19、5/20 18:30-19:30`. Days joined by the mark that stands within them (1-3-5-1) are none.
 */
export function isDayAndTime(run: string): boolean {
  const words = wordsOf(run)
  if (words === null) return false
  const loose = words.reduce((sum, word) => sum + (word.loose ? word.digits.length : 0), 0)
  return loose <= LOOSE_DIGITS && !words.some((_, first) => isMobileFrom(words, first))
}

/** Null: something there is no such word. */
function wordsOf(run: string): Word[] | null {
  const words: Word[] = []
  let at = 0
  while (at < run.length) {
    if (!/\d/.test(run.charAt(at)) && !matchAt(OFFSET, run, at)) {
      at += 1
      continue
    }
    const day = matchAt(FULL_DAY, run, at) ?? matchAt(DAY_IN_ONE, run, at) ?? matchAt(YEAR_MONTH, run, at)
    const word = day ?? matchAt(OFFSET, run, at) ?? matchAt(TIME, run, at) ?? matchAt(WARMTH, run, at)
    const known = word ?? matchAt(DAY, run, at) ?? matchAt(YEAR, run, at)
    const found = known ?? matchAt(FEW, run, at)
    if (found === null) return null
    words.push({ digits: found.replace(/\D/g, ''), dated: day !== null, loose: known === null })
    at += found.length
  }
  return words
}

const MOBILE = /^(?:0{0,2}86)?1[3-9]\d{9}$/
const LONGEST = 15

/** Whether words one after another, from this one on, are together a mobile number: 10:20 1909-67@8-7;712. */
function isMobileFrom(words: readonly Word[], first: number): boolean {
  let digits = ''
  for (let at = first; at < words.length && digits.length < LONGEST; at += 1) {
    const word = words[at]
    if (!word || word.dated) return false
    digits += word.digits
    if (MOBILE.test(digits)) return true
  }
  return false
}

/** What the pattern finds at this place, if it ends there: neither another digit nor its own mark goes on. */
function matchAt(pattern: RegExp, run: string, at: number): string | null {
  pattern.lastIndex = at
  const found = pattern.exec(run)
  if (!found) return null
  const rest = run.slice(at + found[0].length)
  if (/^\d/.test(rest)) return null
  const mark = found[1] ?? (found[0].includes(':') && !found[0].startsWith('+') ? ':' : null)
  const joined = mark !== null && rest.startsWith(mark) && /^.\d/.test(rest)
  return joined && !/^(?:19|20)\d\d/.test(found[0]) ? null : found[0]
}
