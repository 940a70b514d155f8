import { matchesOf } from '../../fold/matches.ts'
import { readNumeral } from '../../chat/numerals.ts'
import { ANTIGEN } from './test-words.ts'

const COUNT = '(\\d{1,2}|[一二两三四五六七八九十])'
const STATED = new RegExp(
  `(?:核酸[^,，。;；\\n|]{0,4}?${COUNT}次|${COUNT}次核酸|做(?:了|过)?(?:核酸)?${COUNT}次|(?:检|测|采)(?:了|过)?${COUNT}次|${COUNT}次(?:都|均|全|全部|结果)?(?:是|为)?阴|[,， ]${COUNT}次(?=[ ,，]))`,
  'g',
)
const DAYS_CHECKS = /[三两二四五3245]天([一二两三四五1-5])检|(?:^|[^一二两三四五天\d])([两二三四])检/
const NONE =
  /(?:未|没有?|还没|尚未|都没|从未|未曾)(?:有)?(?:去)?(?:做|检测|采|检)(?:过|完)?(?:任何)?核酸|核酸[^,，。;；\n\d阴阳|]{0,4}(?:未做|没做|没有做|未检|没检|未采|没去做|没有$|无$|无记录)|(?:^|[ ,，|])(?:本人|他|她|自己)?(?:都|还|均|一直|也|就|并|暂时)*(?:未|没有?)(?:做|检)(?:过)?(?=$|[ ,，。;；|【\n])/

/** The number told, else that of the dated tests, else 0 where none was done, else null. */
export function countTests(text: string, dated: number): number | null {
  const checks = DAYS_CHECKS.exec(text)
  const unfinished = /(?:没|未)(?:有)?(?:做|检|全)?(?:完成?|满)/.test(text)
  const stated = unfinished
    ? null
    : (statedCount(text, dated) ?? (checks ? readNumeral(checks[1] ?? checks[2] ?? '') : null))
  if (stated !== null && stated >= dated) return stated
  if (dated > 0) return dated
  return NONE.test(text) ? 0 : stated
}

function statedCount(text: string, dated: number): number | null {
  if (!text.includes('次')) return null
  for (const match of matchesOf(text, STATED)) {
    const [whole, ...counts] = match
    const before = text.slice(Math.max(0, match.index - 3), match.index)
    if (
      /[第前后头各每最要差需]/.test(before.slice(-1)) ||
      /[各每第前]/.test(whole.replace(/天/g, '')) ||
      /打|拨/.test(before)
    )
      continue
    if (ANTIGEN.test(before + whole)) continue
    const count = readNumeral(counts.find(Boolean) ?? '')
    if (count !== null && (count > 1 || dated === 0)) return count
  }
  return null
}
