import { alikeIn } from './mask-text/alike.ts'
import { fold, type Hidden } from './mask-text/fold.ts'
import { knownNames, knownNamesIn, toldNamesIn } from './mask-text/names.ts'
import { knownNumbersIn, numbersIn } from './mask-text/numbers.ts'
import { platesIn, roomsIn } from './mask-text/rooms.ts'

/** Who a text may speak of: what is known of them is hidden however it is written. */
export interface People {
  readonly names?: readonly string[]
  /** Names of which all that could be one for what the mask shows is hidden, so that it does not tell which one it is. */
  readonly alike?: readonly string[]
  /** Phone and document numbers, normalised. */
  readonly numbers?: readonly string[]
}

/** Hides in a text what tells who somebody is. */
export type TextMasker = (text: string) => string

/**
 * A text of people as it may be shown, sent or logged: numbers, documents, accounts, rooms and plates of anybody are hidden,
 * the names of these people, and names the text says are names. Writing does not matter: full width, Chinese numerals,
 * traditional letters, split by blanks, marks or emoji. Days, times and small counts stay. When unsure, it hides.
 */
export const maskText = (text: string, people: People = {}): string => textMasker(people)(text)

/** Whether a text tells who somebody is, so that it must not be posted or kept as it is. */
export const tellsWho = (text: string, people: People = {}): boolean => textMasker(people)(text) !== text

/** `maskText` for many texts about the same people. */
export function textMasker({ names = [], alike = [], numbers = [] }: People): TextMasker {
  const own = knownNames(names)
  return text => {
    if (!/[^\s\p{P}]/u.test(text)) return text
    const folded = fold(text)
    const digits = [...numbersIn(folded), ...knownNumbersIn(folded, numbers)]
    const names = [...knownNamesIn(folded, own), ...alikeIn(folded, alike), ...toldNamesIn(folded, digits)]
    return without(text, [...digits, ...names, ...roomsIn(folded), ...platesIn(folded)])
  }
}

/** The text with these parts hidden; parts that overlap are one, shown as the first of them. */
function without(text: string, parts: readonly Hidden[]): string {
  if (parts.length === 0) return text
  let shown = ''
  let at = 0
  for (const { from, to, by } of [...parts].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= at) continue
    shown += from < at ? '' : text.slice(at, from) + by
    at = to
  }
  return shown + text.slice(at)
}

/** The same masker, reading each different text once: the cells of a list repeat. Keep it no longer than the list. */
export function remembering(hide: TextMasker): TextMasker {
  const known = new Map<string, string>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const masked = hide(text)
    known.set(text, masked)
    return masked
  }
}
