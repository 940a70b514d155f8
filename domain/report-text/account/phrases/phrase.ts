import type { Tell } from '../tell.ts'

/** A kind of phrase: how it looks in letters of word classes, and what it tells. */
export interface Phrase {
  readonly what: string
  /** Letters it can begin with. */
  readonly opens: string
  readonly pattern: RegExp
  readonly tell: Tell
  /** Of two ways to cut a clause the cheaper is meant. */
  readonly cost: number
}

export const phrase = (what: string, [opens, pattern]: readonly [string, string], tell: Tell, cost = 1): Phrase => ({
  what,
  opens,
  pattern: new RegExp(pattern, 'y'),
  tell,
  cost,
})

/** Days in a row. */
export const DAYS = 'd(?:[,&]?d)*'
/** What may stand between a day and its result. */
export const TEST = '[TteQCu]'
export const RESULT = '[RPW]'
