import { maskName, maskPhone } from '../person/mask.ts'

/**
 * A value a member typed that would be compared with one the screen masks: `about` is what the mask shows of it, so that
 * all values one would try to find what is hidden have the same.
 */
export interface Guess {
  about: string
  value: string
}

/** Different values of one mask that are compared for a member within `GUESS_DAYS`; a number has 10,000 of them. */
export const GUESSES_OF_ONE = 5
export const GUESS_DAYS = 7

/** A full number: whoever knows 138****5678 would try the four digits between. */
export const guessOfNumber = (phone: string): Guess => ({ about: `number ${maskPhone(phone)}`, value: phone })

/** A full name, told of whoever `anchor` (a code, number or tail) means. */
export const guessOfName = (name: string, anchor: string): Guess => ({
  about: `name ${maskName(name)} of ${anchor}`,
  value: name,
})

/**
 * Which of these values may be compared, in their order: those tried before, and new ones up to the limit. `tried` holds
 * what was compared within the time, by `about`.
 */
export function allowedGuesses(
  asked: readonly Guess[],
  tried: ReadonlyMap<string, ReadonlySet<string>>,
  limit = GUESSES_OF_ONE,
): boolean[] {
  const seen = new Map<string, Set<string>>()
  return asked.map(({ about, value }) => {
    const values = seen.get(about) ?? new Set(tried.get(about))
    seen.set(about, values)
    if (values.has(value)) return true
    if (values.size >= limit) return false
    values.add(value)
    return true
  })
}
