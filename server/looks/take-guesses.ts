import { lte, sql } from 'drizzle-orm'
import { allowedGuesses, GUESS_DAYS, type Guess } from '../../domain/looks/guesses.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import { inTransaction, type Act, type Work } from '../act.ts'
import { insertMany } from '../db/insert-many.ts'
import { takeLockOf } from '../db/locks.ts'
import { lookGuesses } from '../db/schema/index.ts'
import { tellLead } from './tell-lead.ts'

/**
 * Which of these values may be compared for this member, in their order. Whoever tries one value after another of what a
 * screen masks is told nothing more after a few, and the lead is told of it. Kept whatever becomes of the request.
 */
export async function takeGuesses(act: Act, asked: readonly Guess[]): Promise<boolean[]> {
  if (asked.length === 0) return []
  const allowed = await inTransaction(act, own => takeAllowed(own, asked))
  if (allowed.includes(false)) await tellLead(act, 'guessing', undefined)
  return allowed
}

async function takeAllowed(act: Act, asked: readonly Guess[]): Promise<boolean[]> {
  const { db, sealer, member, clock } = act
  const hashed = asked.map(({ about, value }) => ({
    about: sealer.hash('guess', `${member.staffId} ${about}`),
    value: sealer.hash('guess', `${member.staffId} ${about} ${value}`),
  }))
  await takeLockOf(db, 'guesses of', member.staffId)
  await sweepGuesses(act)
  const abouts = [...new Set(hashed.map(one => one.about))]
  const known = await db
    .select({ about: lookGuesses.about, value: lookGuesses.value })
    .from(lookGuesses)
    .where(sql`${lookGuesses.about} = any(${sql.param(abouts)}::text[])`)
  const tried = new Map<string, Set<string>>(abouts.map(about => [about, new Set()]))
  for (const { about, value } of known) tried.get(about)?.add(value)
  const allowed = allowedGuesses(hashed, tried)
  const fresh = hashed.filter(({ about, value }, i) => allowed[i] && !tried.get(about)?.has(value))
  const at = clock()
  const rows = [...new Map(fresh.map(one => [one.value, { ...one, at }])).values()]
  await insertMany(db, lookGuesses, rows)
  return allowed
}

/** Forgets what was tried so long ago that it does not count any more. */
export async function sweepGuesses({ db, clock }: Work): Promise<void> {
  const since = new Date(clock().getTime() - GUESS_DAYS * DAY_MS)
  await db.delete(lookGuesses).where(lte(lookGuesses.at, since))
}
