/** Signs that end a clause. */
export const CLAUSE_SIGNS = ',，。;；\n|'
/** Signs that end a sentence. */
export const SENTENCE_SIGNS = '。;；\n'

/** What stands before the first of these signs. */
export function firstPiece(text: string, signs: string): string {
  for (let at = 0; at < text.length; at++) if (signs.includes(text.charAt(at))) return text.slice(0, at)
  return text
}

/** What stands behind the last of these signs. */
export function lastPiece(text: string, signs: string): string {
  for (let at = text.length; at > 0; at--) if (signs.includes(text.charAt(at - 1))) return text.slice(at)
  return text
}

/** A Han character, as far as names and places are written with. */
export function isHan(character: string): boolean {
  const code = character.charCodeAt(0)
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3007
}
