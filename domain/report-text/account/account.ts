import type { Outcome, ReportFields } from '../../../contract/report-fields.ts'
import { readNumeral } from '../chat/numerals.ts'
import type { Folded } from '../fold/folded.ts'
import { CLASS } from './classes.ts'
import { findEntities, type EntitySetting } from './entities.ts'
import { parse } from './grammar.ts'
import { nothingTold, type Told } from './told.ts'
import { tokensOf, type Token } from './tokens.ts'

/** What a careful colleague would look at again: parts nobody explains, and fields of which the words say otherwise. */
export interface Account {
  readonly unread: readonly { start: number; end: number }[]
  readonly unsure: readonly (keyof ReportFields)[]
}

/** Reads the words of one person a second time, word by word, and compares what they tell with `fields`. */
export function accountFor(
  { text }: Folded,
  fields: ReportFields,
  setting: Omit<EntitySetting, 'address'> & { household: boolean },
): Account {
  const tokens = tokensOf(text, findEntities(text, { ...setting, address: fields.address }))
  const { told, rest } = parse(tokens, nothingTold(setting.at.day), text)
  const open = rest.filter(
    ({ is }) => !(is === CLASS.other && fields.outcome === 'wrong_person') && !(is === CLASS.same && setting.household),
  )
  return { unread: joined(open), unsure: differing(told, fields, text) }
}

/** Neighbours are one part. */
function joined(rest: readonly Token[]): { start: number; end: number }[] {
  return rest.reduce<{ start: number; end: number }[]>((parts, { start, end }) => {
    const last = parts[parts.length - 1]
    if (last?.end === start) last.end = end
    else parts.push({ start, end })
    return parts
  }, [])
}

function differing(told: Told, fields: ReportFields, text: string): (keyof ReportFields)[] {
  const unsure = new Set(told.doubts)
  const check = (field: keyof ReportFields, agrees: boolean) => {
    if (!agrees) unsure.add(field)
  }
  check('tests', sameTests(told, fields))
  check('testCount', countAgrees(told, fields))
  check('arrivedOn', arrivalAgrees(told, fields))
  check('origin', originAgrees(told, fields))
  check('transport', transportAgrees(told, fields, text))
  check('vehicleNo', told.vehicles.size < 2 && (fields.vehicleNo ?? '') === ([...told.vehicles][0] ?? ''))
  check('whereabouts', whereaboutsAgrees(told, fields))
  check('vaccineDoses', dosesAgree(told, fields))
  check('outcome', outcomeAgrees(told, fields))
  return [...unsure]
}

function sameTests({ tests, undated }: Told, fields: ReportFields): boolean {
  if (tests.size === 0 && undated && fields.tests.length === 1) return false
  return fields.tests.length === tests.size && fields.tests.every(({ date, result }) => tests.get(date) === result)
}

function countAgrees({ tests, counts, untested }: Told, { testCount }: ReportFields): boolean {
  const stated = new Set(counts.filter(count => count > 1))
  if (tests.size > 0) return stated.size < 2 && testCount === Math.max(tests.size, ...stated)
  if (counts.length > 0) return testCount === null || counts.includes(testCount)
  return untested ? testCount === 0 : testCount === null
}

function arrivalAgrees({ arrivals, expected }: Told, { arrivedOn, whereabouts }: ReportFields): boolean {
  const days = whereabouts === 'not_returned' ? new Set([...arrivals, ...expected]) : arrivals
  return days.size < 2 && ([...days][0] ?? null) === arrivedOn
}

function originAgrees({ origins, went }: Told, { origin }: ReportFields): boolean {
  if (origin === null) return origins.size === 0
  const places = [...origins, ...(origins.size === 0 ? went : [])]
  return places.length === 1 && (origin.includes(places[0] ?? '') || (places[0] ?? '').includes(origin))
}

/** A driver who tells of trips drove them. */
const DRIVES = /司机|开(?:大)?货|货柜车|货车|拉货|跑车|接单|跑长途|送货/

function transportAgrees({ transports }: Told, { transport }: ReportFields, text: string): boolean {
  if (transports.size === 0 && transport === 'self_drive') return DRIVES.test(text)
  return transports.size < 2 && ([...transports][0] ?? null) === transport
}

function whereaboutsAgrees({ signs }: Told, { whereabouts }: ReportFields): boolean {
  const has = (...all: Parameters<typeof signs.has>[0][]) => all.some(one => signs.has(one))
  switch (whereabouts) {
    case null:
      return signs.size === 0
    case 'local':
      return has('home', 'returned', 'address') && !has('notBack', 'elsewhere', 'left', 'away')
    case 'other_district':
      return has('elsewhere') && !has('notBack', 'left', 'away', 'home', 'address')
    case 'left':
      return has('left', 'went') && !has('returned', 'home', 'notBack', 'elsewhere')
    case 'not_returned':
      return has('notBack', 'away') && !has('home', 'returned', 'elsewhere')
    case 'passed_by':
      return has('passed') && !has('home', 'address', 'notBack', 'left', 'away', 'elsewhere')
  }
}

function dosesAgree({ doses, doseDoubt }: Told, { vaccineDoses }: ReportFields): boolean {
  if (doses.length === 0) return vaccineDoses === null
  if (doseDoubt) return false
  const numbers = doses.map(doseNumber)
  return numbers.every(one => one !== null) && Math.max(...numbers.map(one => one ?? 0)) === vaccineDoses
}

function doseNumber(word: string): number | null {
  if (/未|没|零/.test(word)) return 0
  if (/加强/.test(word)) return 3
  if (/全程/.test(word)) return 2
  return readNumeral(/[一二两三四五\d]/.exec(word)?.[0] ?? '')
}

const ABUSE: ReadonlySet<Outcome> = new Set(['refused', 'hung_up', 'reached'])

/** Several results told in order: the last counts, and then each but the last must be one that was missed. */
function outcomeAgrees({ outcomes, calledBack }: Told, { outcome }: ReportFields): boolean {
  if (outcome === 'call_later') return calledBack
  if (outcomes.length === 0) return outcome === null || outcome === 'reached'
  if (outcome === 'refused') return outcomes.includes('refused') && outcomes.every(one => ABUSE.has(one))
  return outcomes[outcomes.length - 1] === outcome && new Set(outcomes).size < 3
}
