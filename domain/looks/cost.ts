/** What brings a member near a clear value: the two doors, a lead's search by number, comparing, and a whole list. */
export type LookKind = 'dial' | 'reveal' | 'search' | 'compare' | 'list'

/** What one person costs of the hour's budget, in people compared: 60 reveals, 120 dials or 30 searches are all of 600. */
const WEIGHT: Record<Exclude<LookKind, 'list'>, number> = { dial: 5, reveal: 10, search: 20, compare: 1 }

/** A list is read by the machine and answered with counts: it costs as a search, and a little for its length. */
const PEOPLE_OF_A_LIST_FOR_ONE = 500

/** What a look at so many people costs of the budget. */
export const costOf = (kind: LookKind, people: number): number =>
  kind === 'list' ? WEIGHT.search + Math.ceil(people / PEOPLE_OF_A_LIST_FOR_ONE) : people * WEIGHT[kind]

/** The share of a budget at which the lead is told. */
const NEAR = 0.8

/** Whether spending has just come near the limit: before it was below the share, now it is not. */
export const comesNear = (before: number, after: number, limit: number): boolean =>
  before < NEAR * limit && after >= NEAR * limit
