import { matchesOf } from './matches.ts'
import { simplifiedLetter } from '../../words/simplified.ts'
import { edit, unfolded, type Edit, type Folded } from './folded.ts'

/** List signs ① ❶ ⑴ become private characters: NFKC would melt them into the digits after them (①3月 → 13月). */
const LIST_SIGN_BASE = 0xe000
export const LIST_SIGN = '[\\ue001-\\ue014]'

/** Anything but letters, digits and plain signs. */
const TO_FOLD = /[^\n\t -~\u3001\u3002]+|\r\n?/g
const SIGN = /[\u2460-\u2487\u2776-\u277f]/

/** Half-width, simplified, without invisible characters; offsets are kept. */
export function foldCharacters(text: string): Folded {
  const edits: Edit[] = []
  for (const { index, 0: run } of matchesOf(text, TO_FOLD)) {
    const cap = /^\ufe0f?\u20e3/.exec(run)?.[0]
    const digit = cap === undefined ? -1 : '0123456789'.indexOf(text.charAt(index - 1))
    if (cap !== undefined && digit > 0) {
      edits.push({
        start: index - 1,
        end: index + cap.length,
        text: ` ${String.fromCharCode(LIST_SIGN_BASE + digit)} `,
      })
      if (run.length === cap.length) continue
    }

    if (run.startsWith('\r')) {
      edits.push({ start: index, end: index + run.length, text: '\n' })
      continue
    }
    let at = index + (digit > 0 ? (cap?.length ?? 0) : 0)
    for (const character of run.slice(at - index)) {
      const folded = foldCharacter(character)
      if (folded !== character) edits.push({ start: at, end: at + character.length, text: folded })
      at += character.length
    }
  }
  return edit(unfolded(text), edits)
}

const known = new Map<string, string>()

function foldCharacter(character: string): string {
  const before = known.get(character)
  if (before !== undefined) return before
  const folded = foldUnknown(character)
  if (known.size < 20_000) known.set(character, folded)
  return folded
}

function foldUnknown(character: string): string {
  if (SIGN.test(character)) return ` ${listSign(character.charCodeAt(0))} `
  if (/[\u200b-\u200f\u2060\ufeff]|\ufe0f/.test(character)) return ''
  if (/[\u00a0\u2000-\u200a\u3000]/.test(character)) return ' '
  return simplifiedLetter(character).normalize('NFKC')
}

function listSign(code: number): string {
  const index = code >= 0x2776 ? code - 0x2775 : code >= 0x2474 ? code - 0x2473 : code - 0x245f
  return String.fromCharCode(LIST_SIGN_BASE + index)
}
