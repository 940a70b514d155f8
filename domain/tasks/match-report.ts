import type { Doubt } from '../../contract/pastes.ts'
import type { ReadReport, ReportFields } from '../../contract/report-fields.ts'
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
 * open task of the recorder's communities; everything else asks (`design.md` section 4, rule 7).
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
  const { byCode, byNearCode, byPhone, byTail } = found
  return { byCode: own(byCode), byNearCode: own(byNearCode), byPhone: own(byPhone), byTail: own(byTail) }
}

function findTask<T extends MatchTask>(read: ToldIdentity, found: FoundTasks<T>): Match<T> {
  if (read.code !== null) return matchByCode(read, read.code, found)
  if (read.phone !== null) return matchAmong(read, found.byPhone)
  if (read.phoneTail !== null) return matchByTail(read, read.phoneTail, found.byTail)
  return { doubt: 'no_match', candidates: [] }
}

/** At most so many likely tasks are offered for a mistyped code: more is no help. */
const MAX_LIKELY = 3

/** A code that was mistyped matches nothing, whatever else the text says; what is likely is only asked about. */
function matchByCode<T extends MatchTask>(read: ToldIdentity, code: string, found: FoundTasks<T>): Match<T> {
  if (!isTaskCodeValid(normalizeTaskCode(code))) return { doubt: 'code_wrong', candidates: likelyOf(read, found) }
  const task = found.byCode.find(one => one.open) ?? found.byCode[0]
  if (!task) return { doubt: 'no_match', candidates: found.byPhone }
  const otherNumber = read.phone !== null && !found.byPhone.some(one => one.id === task.id)
  const otherTail = read.phoneTail !== null && !task.phone.endsWith(read.phoneTail)
  if (otherNumber || otherTail) return { doubt: 'name_differs', candidates: together(task, found.byPhone) }
  return matchAmong(read, [task])
}

/** Tasks whose code is one character off, without those that the number, the tail or the name speaks against. */
function likelyOf<T extends MatchTask>({ name, phone, phoneTail }: ToldIdentity, found: FoundTasks<T>): T[] {
  const fits = (task: T) =>
    !contradicts(name, task) &&
    (phoneTail === null || task.phone.endsWith(phoneTail)) &&
    (phone === null || found.byPhone.some(other => other.id === task.id))
  return openFirst(found.byNearCode.filter(fits)).slice(0, MAX_LIKELY)
}

/** Tasks of one full number or one code: a name that is not among theirs makes them doubtful. */
function matchAmong<T extends MatchTask>(read: ToldIdentity, tasks: readonly T[]): Match<T> {
  if (tasks.length === 0) return { doubt: 'no_match', candidates: [] }
  const open = tasks.filter(task => task.open)
  if (open.length === 0) return { doubt: 'task_closed', candidates: tasks }
  if (open.some(task => contradicts(read.name, task))) return { doubt: 'name_differs', candidates: open }
  return { doubt: open.length === 1 ? null : 'several', candidates: open }
}

function matchByTail<T extends MatchTask>(read: ToldIdentity, tail: string, tasks: readonly T[]): Match<T> {
  const sameTail = tasks.filter(task => task.phone.endsWith(tail))
  if (sameTail.length === 0) return { doubt: 'no_match', candidates: [] }
  const { name } = read
  if (name === null) return { doubt: 'tail_only', candidates: openFirst(sameTail) }
  const sameName = sameTail.filter(task => task.names.some(listed => namesAgree(name, listed)))
  if (sameName.length === 0) return { doubt: 'name_differs', candidates: openFirst(sameTail) }
  const open = sameName.filter(task => task.open)
  if (open.length === 0) return { doubt: 'task_closed', candidates: sameName }
  return { doubt: open.length === 1 ? null : 'several', candidates: open }
}

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
