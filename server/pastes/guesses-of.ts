import type { ReadReport } from '../../contract/report-fields.ts'
import { guessOfName, guessOfNumber, type Guess } from '../../domain/looks/guesses.ts'
import { isFullName } from '../../domain/person/names-agree.ts'
import { phoneKey } from '../../domain/person/phone.ts'
import { isTaskCodeValid, normalizeTaskCode } from '../../domain/tasks/task-code.ts'

/** A number as it is looked up; what is no number is looked up as it stands, and found nowhere. */
export const numberOf = (phone: string): string => phoneKey(phone) ?? phone

/** What of a reading would be compared with hidden values. With a mistyped code nothing is, whatever else it says. */
export function guessesOf({ code, phone, phoneTail, name }: ReadReport): Guess[] {
  if (code !== null && !isTaskCodeValid(normalizeTaskCode(code))) return []
  const number = phone === null ? null : numberOf(phone)
  const anchor = code ?? number ?? phoneTail
  return [
    ...(number === null ? [] : [guessOfNumber(number)]),
    ...(name === null || anchor === null || !isFullName(name) ? [] : [guessOfName(name, anchor)]),
  ]
}
