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

/**
 * Whether digits and what stands between them are days, times, temperatures and small counts and nothing else:
 * `2022-05-19 10:20`, `5/19、5/20 18:30-19:30`. Days joined by the mark that stands within them (1-3-5-1) are none.
 */
export function isDayAndTime(run: string): boolean {
  const digits = run.replace(/\D/g, '')
  const mobile = /^(?:0{0,2}86)?1[3-9]\d{9}$/.test(digits)
  let loose = 0
  let dated = false
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
    if (found === null) return false
    if (known === null) loose += found.length
    dated ||= day !== null
    at += found.length
  }
  return loose <= LOOSE_DIGITS && (dated || !mobile)
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
