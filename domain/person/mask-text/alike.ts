import { maskName } from '../mask.ts'
import { fold, hidden, type Folded, type Hidden } from './fold.ts'

/** A run of letters that could be a name for all that its mask shows. */
interface Alike {
  at: number
  letters: string
}

/**
 * Every run that is as long as the name and begins as its mask does. The same runs for all names of one mask: which of them
 * is the name does not show in what becomes of them.
 */
function alikeTo({ letters }: Folded, name: string): Alike[] {
  const own = fold(name).letters
  const shown = fold(maskName(own).replace(/\*/g, '')).letters
  const found: Alike[] = []
  if (shown === '' || own.length <= shown.length) return found
  for (let at = letters.indexOf(shown); at !== -1; at = letters.indexOf(shown, at + 1)) {
    const run = letters.slice(at, at + own.length)
    if (run.length === own.length && /^\p{L}+$/u.test(run)) found.push({ at, letters: run })
  }
  return found
}

/** The different runs of a text that could be this name, as they are compared. */
export const namesAlike = (text: string, name: string): string[] => [
  ...new Set(alikeTo(fold(text), name).map(({ letters }) => letters)),
]

/** A name as it is compared. */
export const comparable = (name: string): string => fold(name).letters

/** All that could be one of these names, to be hidden whether it is one or not. */
export const alikeIn = (folded: Folded, names: readonly string[]): Hidden[] =>
  names.flatMap(name =>
    alikeTo(folded, name).map(({ at, letters }) => hidden(folded, at, at + letters.length - 1, maskName(letters))),
  )

/**
 * Whether a text could hold this number for all that its mask shows, its first three or four and its last four digits,
 * whatever stands between: 139号0001楼0008.
 */
export function numberAlike(text: string, number: string): boolean {
  const digits = number.replace(/\D/g, '')
  if (digits.length < 8) return false
  const shown = digits.length > 11 ? 4 : 3
  const between = digits.length - shown - 4
  const alike = new RegExp(`${digits.slice(0, shown)}\\d{${between}}${digits.slice(-4)}`)
  return alike.test(fold(text).figures.replace(/\D/g, ''))
}
