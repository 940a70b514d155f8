import { matchesOf } from './matches.ts'

/**
 * Text made easy to read, which still knows where each of its characters was written. Rules read `text`; what they say
 * about a place in it is told of the words as written.
 */
export interface Folded {
  readonly text: string
  /** For every character, and for the end, the offset in the text as written. */
  readonly at: Int32Array
}

export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function unfolded(text: string): Folded {
  const at = new Int32Array(text.length + 1)
  for (let index = 0; index <= text.length; index++) at[index] = index
  return { text, at }
}

/** Applies edits, sorted and apart; each new character stands where the one it takes the place of stood. */
export function edit(folded: Folded, edits: readonly Edit[]): Folded {
  if (edits.length === 0) return folded
  const grown = edits.reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0)
  const at = new Int32Array(folded.at.length + grown)
  let text = ''
  let from = 0
  let size = 0
  for (const one of edits) {
    at.set(folded.at.subarray(from, one.start), size)
    size += one.start - from
    for (let index = 0; index < one.text.length; index++)
      at[size++] = folded.at[Math.min(one.start + index, Math.max(one.start, one.end - 1))] ?? 0
    text += folded.text.slice(from, one.start) + one.text
    from = one.end
  }
  at.set(folded.at.subarray(from), size)
  return { text: text + folded.text.slice(from), at }
}

type Rewritten = string | ((...groups: string[]) => string)

/** As `String.replace` with a global pattern, outside what `kept` matches; of `$`-signs only `$1` is known. */
export function rewrite(folded: Folded, pattern: RegExp, to: Rewritten, kept?: RegExp): Folded {
  const edits: Edit[] = []
  for (const match of matchesOf(folded.text, pattern)) {
    const groups = Array.from(match, group => group ?? '')
    const text = typeof to === 'string' ? to.replace('$1', groups[1] ?? '') : to(...groups)
    if (text !== match[0]) edits.push({ start: match.index, end: match.index + match[0].length, text })
  }
  return edit(folded, kept && edits.length > 0 ? outside(edits, matchesOf(folded.text, kept)) : edits)
}

const outside = (edits: readonly Edit[], kept: readonly RegExpExecArray[]): Edit[] =>
  edits.filter(({ start, end }) => !kept.some(({ index, 0: whole }) => start < index + whole.length && index < end))

export function slice({ text, at }: Folded, start: number, end: number = text.length): Folded {
  return { text: text.slice(start, end), at: at.subarray(start, end + 1) }
}

/** Pieces of one text with a sign between them. */
export function join(pieces: readonly Folded[], sign: string): Folded {
  const length = pieces.reduce((sum, piece) => sum + piece.text.length, Math.max(0, pieces.length - 1) * sign.length)
  const at = new Int32Array(length + 1)
  let size = 0
  pieces.forEach((piece, index) => {
    at.set(piece.at, size)
    size += piece.text.length
    if (index === pieces.length - 1) return
    at.fill(piece.at[piece.text.length] ?? 0, size, size + sign.length)
    size += sign.length
  })
  return { text: pieces.map(piece => piece.text).join(sign), at }
}

export function trimmed(folded: Folded): Folded {
  const start = folded.text.length - folded.text.trimStart().length
  return slice(folded, start, Math.max(start, folded.text.trimEnd().length))
}

/** A stretch of folded text as it was written in `source`, without blanks and invisible characters. */
export function asWritten({ at }: Folded, { start, end }: { start: number; end: number }, source: string): string {
  return source.slice(at[start], at[end]).replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '')
}

/** Words nobody wrote, standing where `at` begins. */
export function said(text: string, at: Folded | undefined): Folded {
  return { text, at: new Int32Array(text.length + 1).fill(at?.at[0] ?? 0) }
}
