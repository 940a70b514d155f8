import { matchRate, type RateCounts } from '../tasks/match-rate.ts'

export type Ranked<T> = T & {
  /** Units with the same rate share a rank, and the ranks after them are left out (1, 1, 3); null: nothing to match. */
  rank: number | null
}

/**
 * Units by match rate, highest first, compared as fractions and not as rounded. Those where nothing is left to match
 * stand last without a rank. Units of one rate stand by name. Never used for persons.
 */
export function rankUnits<T extends RateCounts & { readonly name: string }>(units: readonly T[]): Ranked<T>[] {
  const sorted = [...units].sort((a, b) => compareRates(a, b) || compareNames(a.name, b.name))
  let rank = 0
  return sorted.map((unit, at) => {
    if (matchRate(unit) === null) return { ...unit, rank: null }
    const before = sorted[at - 1]
    if (before === undefined || compareRates(before, unit) !== 0) rank = at + 1
    return { ...unit, rank }
  })
}

/** Cross-multiplied: 1 of 3 and 2 of 6 are the same rate on every machine. */
function compareRates(a: RateCounts, b: RateCounts): number {
  const [ofA, ofB] = [a.tasks - a.exempt, b.tasks - b.exempt]
  if (ofA <= 0 || ofB <= 0) return Number(ofA <= 0) - Number(ofB <= 0)
  return b.matched * ofA - a.matched * ofB
}

/** By code points: the same order on every phone and server, whatever its locale data. */
const compareNames = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
