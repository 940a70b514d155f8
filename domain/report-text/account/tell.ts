import { addDays } from '../../time/days.ts'
import type { DateMention } from '../facts/days.ts'
import { CLASS } from './classes.ts'
import type { Sign, Told } from './told.ts'
import type { Token } from './tokens.ts'

/** Notes what a phrase tells. */
export type Tell = (part: readonly Token[], told: Told, text: string) => void

export const nothing: Tell = () => undefined

export const sign =
  (one: Sign): Tell =>
  (_, told) => {
    told.signs.add(one)
  }

/** 现住某花园 tells of a home; an address alone may be the home of somebody who is away. */
export const atHome: Tell = (part, told) => {
  told.signs.add(part.some(({ is }) => is === CLASS.home) ? 'home' : 'address')
}

export const daysOf = (part: readonly Token[]): DateMention[] => part.flatMap(({ value }) => value?.dates ?? [])

export function noteCounts(part: readonly Token[], told: Told): void {
  for (const { value } of part) if (value?.count !== undefined) told.counts.push(value.count)
}

/** A day still to come: told so, or, without a year, far nearer ahead than behind. */
export function liesAhead({ days, ahead }: DateMention, today: string): boolean {
  const past = days[0] ?? ''
  if (past > today) return true
  return past < addDays(today, -200) && ahead !== null && ahead > today && ahead <= addDays(today, 60)
}

export const vaccine: Tell = (part, told, text) => {
  for (const token of part) {
    const word = text.slice(token.start, token.end)
    const dates = token.value?.dates
    if (token.is === CLASS.dose && !word.startsWith('最后')) told.doses.push(word)
    else if ('xkUE'.includes(token.is) || (dates && liesAhead(dates, told.today))) told.doseDoubt = true
  }
}

export const outcome: Tell = (part, told) => {
  for (const { value } of part) if (value?.outcome) told.outcomes.push(value.outcome)
}
