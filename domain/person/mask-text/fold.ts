import { simplifiedLetter } from '../../words/simplified.ts'

/**
 * A text as it is compared: letters and digits alone, half width, simplified, capital. What stands between them (blanks,
 * marks, emoji, what nobody sees) is kept aside as gaps, so that splitting a number or a name hides nothing.
 */
export interface Folded {
  /** One character a letter or digit. */
  readonly letters: string
  /** The same with digits of every script and Chinese numerals as 0-9: 幺三九 → 139. */
  readonly figures: string
  /** What stands before each letter, half width, without what nobody sees. */
  readonly gaps: readonly string[]
  /** Where each letter stands in the text. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** A part of a text to be hidden: places in the text as it was given, and what stands there instead. */
export interface Hidden {
  readonly from: number
  readonly to: number
  readonly by: string
}

const NUMERALS = new Map(
  Array.from('〇零一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖').map((letter, i) => [
    letter,
    '0012345678912123456789'.charAt(i),
  ]),
)
const LETTER = /[\p{L}\p{Nd}\p{Nl}\p{No}]/u
const OTHER_DIGIT = /\p{Nd}/u
const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u3164]/gu

export function fold(text: string): Folded {
  let letters = ''
  let figures = ''
  const gaps: string[] = []
  const from: number[] = []
  const to: number[] = []
  let gap = ''
  let at = 0
  for (const sign of text) {
    const end = at + sign.length
    for (const { letter, figure, mark } of partsOf(sign)) {
      if (letter === '') {
        gap += mark
        continue
      }
      letters += letter
      figures += figure
      gaps.push(gap)
      from.push(at)
      to.push(end)
      gap = ''
    }
    at = end
  }
  return { letters, figures, gaps, from, to }
}

/** What one sign is made of: a letter with its digit, or a mark. */
interface Part {
  readonly letter: string
  readonly figure: string
  readonly mark: string
}

/** Signs read before; a list is made of a few thousand. */
const READ = new Map<string, readonly Part[]>()
const MOST_SIGNS = 20_000

function partsOf(sign: string): readonly Part[] {
  const known = READ.get(sign)
  if (known) return known
  const parts = [...plain(sign)].flatMap((letter): Part[] => {
    if (!isLetter(letter)) return [{ letter: '', figure: '', mark: letter.replace(INVISIBLE, '') }]
    const one = digitOf(letter) ?? simplifiedLetter(letter).toUpperCase()
    return Array.from({ length: one.length }, (_, i) => ({
      letter: one.charAt(i),
      figure: NUMERALS.get(one) ?? one.charAt(i),
      mark: '',
    }))
  })
  if (READ.size < MOST_SIGNS) READ.set(sign, parts)
  return parts
}

/** What lies between two places of the folded text, as a part of the text that was given. */
export const hidden = ({ from, to }: Folded, first: number, last: number, by: string): Hidden => ({
  from: from[first] ?? 0,
  to: to[last] ?? 0,
  by,
})

const isAscii = (sign: string) => sign <= '\u007f'
const plain = (sign: string) => (isAscii(sign) || /^[\u4e00-\u9fff]$/.test(sign) ? sign : sign.normalize('NFKC'))
const isLetter = (letter: string) =>
  isAscii(letter) ? /[0-9A-Za-z]/.test(letter) : (letter >= '\u4e00' && letter <= '\u9fff') || LETTER.test(letter)

/** A digit of another script (٣, ३) as 0-9: such digits stand in rows of ten. */
function digitOf(letter: string): string | null {
  if (isAscii(letter) || !OTHER_DIGIT.test(letter)) return null
  const code = letter.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && OTHER_DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}
