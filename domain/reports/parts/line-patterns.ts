import type { LineContext } from '../part.ts'

/** Patterns of the group line that several parts share. */
export const PLACE = '[\\p{Script=Han}A-Za-z·]{1,20}'
export const DAY = '(\\d{1,2})/(\\d{1,2})'

/** A place fit for the group: letters only, up to the first digit, so no room, number or document can slip through. */
export function publicPlace(place: string | null, { name }: LineContext): string {
  if (place === null) return ''
  const letters = place.normalize('NFKC').replace(/\s+/g, '')
  const kept = /^[\p{Script=Han}A-Za-z·]{0,20}/u.exec(letters)?.[0] ?? ''
  return name !== null && name !== '' && kept.includes(name) ? '' : kept
}

/** The codes of a table by the words of its rows. */
export function codesBy<Code extends string>(table: Readonly<Record<Code, unknown>>, wordOf: (code: Code) => string) {
  return new Map((Object.keys(table) as Code[]).map(code => [wordOf(code), code]))
}
