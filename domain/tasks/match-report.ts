import type { Doubt } from '../../contract/pastes.ts'
import type { ReadReport, ReportFields } from '../../contract/report-fields.ts'
import { maskName, tailOf } from '../person/mask.ts'
import { namesAgree } from '../person/names-agree.ts'
import { tellsSomething } from '../reports/told.ts'
import { isTaskCodeValid, normalizeTaskCode } from './task-code.ts'

/** A task that a message may speak of, as far as telling it apart needs. */
export interface MatchTask {
  readonly id: string
  readonly unitId: string
  /** The number without separators; its end is compared with a tail. */
  readonly phone: string
  /** Names of the person(s) behind the number, in clear; empty where the list has none. */
  readonly names: readonly string[]
  readonly open: boolean
}

/** What was looked up for one reading. */
export interface FoundTasks<T extends MatchTask> {
  /** Newest first: codes repeat after a million tasks. */
  readonly byCode: readonly T[]
  /** By the codes that one wrong character could have turned into the one told; only where that one is wrong. */
  readonly byNearCode: readonly T[]
  readonly byPhone: readonly T[]
  /** By the last four digits. */
  readonly byTail: readonly T[]
  /** False: too many values of one mask were tried by then (`domain/looks/guesses.ts`), so whatever was told fits nobody. */
  readonly compared: boolean
}

export interface Match<T> {
  /** Null: clear, and there is exactly one candidate. */
  readonly doubt: Doubt | null
  readonly candidates: readonly T[]
}

/** Who was told of: what identifies a resident in a reading. */
export type ToldIdentity = Pick<ReadReport, 'code' | 'phone' | 'phoneTail' | 'name'>

/**
 * Which task a reading speaks of. Clear only by code, by full number, or by tail and name where that leaves exactly one
 * open task of the recorder's communities; everything else asks. Without the right code a name or number that does not fit
 * gets the answer of one that is not there.
 */
export function matchReport<T extends MatchTask>(
  read: ToldIdentity & ReportFields,
  found: FoundTasks<T>,
  communityIds: ReadonlySet<string>,
): Match<T> {
  const own = ownOf(found, communityIds)
  const match = findTask(read, own)
  if (match.doubt === 'code_wrong' || tellsSomething(read)) return match
  return { doubt: 'question', candidates: match.candidates }
}

function ownOf<T extends MatchTask>(found: FoundTasks<T>, communityIds: ReadonlySet<string>): FoundTasks<T> {
  const own = (tasks: readonly T[]) => tasks.filter(task => communityIds.has(task.unitId))
  const { byCode, byNearCode, byPhone, byTail, compared } = found
  return { byCode: own(byCode), byNearCode: own(byNearCode), byPhone: own(byPhone), byTail: own(byTail), compared }
}

function findTask<T extends MatchTask>(read: ToldIdentity, found: FoundTasks<T>): Match<T> {
  if (read.code !== null) return matchByCode(read, read.code, found)
  if (!found.compared) return { doubt: 'no_match', candidates: [] }
  if (read.phone !== null) return matchAmong(agreeing(read.name, found.byPhone))
  if (read.phoneTail !== null) return matchByTail(read, read.phoneTail, found.byTail)
  return { doubt: 'no_match', candidates: [] }
}

/** At most so many likely tasks are offered for a mistyped code: more is no help. */
const MAX_LIKELY = 3

/** A code that was mistyped matches nothing, whatever else the text says; what is likely is only asked about. */
function matchByCode<T extends MatchTask>(read: ToldIdentity, code: string, found: FoundTasks<T>): Match<T> {
  if (!isTaskCodeValid(normalizeTaskCode(code))) return { doubt: 'code_wrong', candidates: likelyOf(read, found) }
  const task = found.byCode.find(one => one.open) ?? found.byCode[0]
  if (!task) return { doubt: 'no_match', candidates: agreeing(read.name, found.byPhone) }
  const otherNumber = read.phone !== null && !found.byPhone.some(one => one.id === task.id)
  const otherTail = read.phoneTail !== null && !task.phone.endsWith(shownTail(read.phoneTail))
  if (otherNumber || otherTail || contradicts(read.name, task) || !found.compared) {
    return { doubt: 'name_differs', candidates: together(task, found.byPhone) }
  }
  return matchAmong([task])
}

/**
 * Tasks whose code is one character off, without those that the number, the tail or the name speaks against. Only by what
 * a list row shows anyway: the right code was not told, so nothing hidden is compared.
 */
function likelyOf<T extends MatchTask>({ name, phone, phoneTail }: ToldIdentity, found: FoundTasks<T>): T[] {
  const fits = (task: T) =>
    !contradicts(name && maskName(name), task) &&
    (phoneTail === null || task.phone.endsWith(shownTail(phoneTail))) &&
    (phone === null || task.phone.endsWith(tailOf(phone)))
  return openFirst(found.byNearCode.filter(fits)).slice(0, MAX_LIKELY)
}

/** Tasks of one full number or one code, which nothing told contradicts. */
function matchAmong<T extends MatchTask>(tasks: readonly T[]): Match<T> {
  if (tasks.length === 0) return { doubt: 'no_match', candidates: [] }
  const open = tasks.filter(task => task.open)
  if (open.length === 0) return { doubt: 'task_closed', candidates: tasks }
  return { doubt: open.length === 1 ? null : 'several', candidates: open }
}

/** Of a tail longer than what a list row shows the rest is not compared: then one task is asked about as well. */
function matchByTail<T extends MatchTask>({ name }: ToldIdentity, tail: string, tasks: readonly T[]): Match<T> {
  const sameTail = tasks.filter(task => task.phone.endsWith(shownTail(tail)))
  if (sameTail.length === 0) return { doubt: 'no_match', candidates: [] }
  if (name === null) return { doubt: 'tail_only', candidates: openFirst(sameTail) }
  const match = matchAmong(sameTail.filter(task => task.names.some(listed => namesAgree(name, listed))))
  const nameless = sameTail.filter(task => task.names.length === 0)
  if (match.candidates.length === 0 && nameless.length > 0)
    return { doubt: 'tail_only', candidates: openFirst(nameless) }
  return match.doubt === null && tail !== shownTail(tail) ? { ...match, doubt: 'several' } : match
}

const shownTail = (tail: string) => tail.slice(-4)

/**
 * The tasks of a number that the name does not contradict. Where it does, the answer is that of a number nobody has: it
 * must not tell that the number is right and the name is not.
 */
const agreeing = <T extends MatchTask>(name: string | null, tasks: readonly T[]): T[] =>
  tasks.filter(task => !contradicts(name, task))

/** A list without names contradicts nobody. */
const contradicts = (name: string | null, { names }: MatchTask) =>
  name !== null && names.length > 0 && !names.some(listed => namesAgree(name, listed))

function openFirst<T extends MatchTask>(tasks: readonly T[]): T[] {
  return [...tasks.filter(task => task.open), ...tasks.filter(task => !task.open)]
}

const together = <T extends MatchTask>(task: T, others: readonly T[]): T[] => [
  task,
  ...others.filter(other => other.id !== task.id),
]
