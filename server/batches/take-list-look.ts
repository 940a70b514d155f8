import type { ComparePurpose } from '../../contract/looks.ts'
import type { ParsedList } from '../../domain/lists/parse-list.ts'
import { guessOfNumber } from '../../domain/looks/guesses.ts'
import type { Act } from '../act.ts'
import { takeGuesses } from '../looks/take-guesses.ts'
import { takeComparison } from '../looks/take-look.ts'

/**
 * The numbers of a list that may be looked up in earlier lists for this member. How many of them are known is told, so a
 * list is a look too, and one full of numbers of one mask is a way to find out which of them is right.
 * @throws DomainError `untrained`, `look_limit`
 */
export async function takeListLook(
  act: Act,
  purpose: Extract<ComparePurpose, 'preview' | 'import'>,
  { tasks }: ParsedList,
): Promise<Set<string>> {
  const phones = tasks.map(task => task.key)
  await takeComparison(act, { purpose, kind: 'list', roles: ['lead'], people: phones.length })
  const allowed = await takeGuesses(act, phones.map(guessOfNumber))
  return new Set(phones.filter((_phone, i) => allowed[i]))
}
