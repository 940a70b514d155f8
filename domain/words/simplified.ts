import { TRADITIONAL_PAIRS } from './traditional-letters.ts'

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: TRADITIONAL_PAIRS.length / 2 }, (_, i) => [
    TRADITIONAL_PAIRS.charAt(2 * i),
    TRADITIONAL_PAIRS.charAt(2 * i + 1),
  ]),
)

/** One letter in its simplified form: 陳 → 陈. Others stay. */
export const simplifiedLetter = (letter: string): string => SIMPLIFIED.get(letter) ?? letter

/** Text in simplified letters, for comparing: 聯絡電話 → 联络电话. What a person wrote is kept as it is. */
export function simplified(text: string): string {
  let changed = ''
  for (const letter of text) changed += simplifiedLetter(letter)
  return changed
}
