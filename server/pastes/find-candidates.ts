import { MAX_CANDIDATES, type Candidates } from '../../contract/pastes.ts'
import { normalizeTaskCode } from '../../domain/tasks/task-code.ts'
import type { Act } from '../act.ts'
import { takeComparison } from '../looks/take-look.ts'
import { findTasks, type Told } from './find-tasks.ts'
import { candidateOf } from './paste-card.ts'
import { listEarlierRecords } from '../tasks/earlier-records.ts'

const NOBODY: Told = { code: null, phone: null, phoneTail: null, compared: true }

/**
 * The tasks of the recorder's communities that a typed code or tail may mean, open ones first; for a mistyped code those
 * one character off. Whom a message is about the person decides who typed it. Neither part of a number nor a name is searched.
 */
export async function findCandidates(act: Act, search: string): Promise<Candidates> {
  const told = toldBy(search)
  if (told === null) return { candidates: [] }
  const communityIds = await takeComparison(act, { purpose: 'candidates', roles: ['recorder'], people: 1 })
  const [found] = await findTasks(act, communityIds, [told])
  const { byCode = [], byNearCode = [], byTail = [] } = found ?? {}
  const fitting = [...byCode, ...byNearCode, ...byTail].sort((a, b) => Number(b.open) - Number(a.open))
  const offered = fitting.slice(0, MAX_CANDIDATES)
  const earlier = await listEarlierRecords(
    act,
    offered.map(task => task.row),
  )
  return { candidates: offered.map(task => candidateOf(act.sealer, task, earlier.get(task.id))) }
}

/** Null for what is neither a code nor a tail. */
function toldBy(search: string): Told | null {
  const code = normalizeTaskCode(search)
  if (/^\d{4}$/.test(code)) return { ...NOBODY, phoneTail: code }
  return code.length === 5 ? { ...NOBODY, code } : null
}
