import { MAX_CANDIDATES, type Doubt, type MatchCandidate, type PasteCard } from '../../contract/pastes.ts'
import type { ReadReport } from '../../contract/report-fields.ts'
import { highlightsAgainst } from '../../domain/reports/highlights.ts'
import { NOTHING_KNOWN } from '../../domain/reports/part.ts'
import { labDiffers } from '../../domain/lab/differs.ts'
import { maskName, tailOf } from '../../domain/person/mask.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import { saysTheSame } from '../../domain/reports/told.ts'
import type { Match } from '../../domain/tasks/match-report.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { maskFields } from '../privacy/masked-fields.ts'
import { queueFactsOf } from '../tasks/queue-facts.ts'
import type { SampleRow } from '../test-results/samples-of.ts'
import type { KnownTask } from './find-tasks.ts'
import type { ToldPerson } from './read-text.ts'
import { sealAddress } from './sealed-address.ts'
import type { EarlierRecord, Recorded } from '../tasks/earlier-records.ts'
import { labSampleOf, toldByLab } from '../test-results/told-by-lab.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** Everything known about the candidates of one paste. */
export interface Past {
  earlier: ReadonlyMap<string, readonly EarlierRecord[]>
  samples: ReadonlyMap<string, readonly SampleRow[]>
  recorded: ReadonlyMap<string, Recorded>
  /** Tasks whose newest report its caller took back. */
  withdrawn: ReadonlySet<string>
}

/** The card of one resident spoken of. What it holds of the resident is masked; the address told is sealed. */
export function pasteCardOf(sealer: Sealer, person: ToldPerson, match: Match<KnownTask>, past: Past): PasteCard {
  const { key, read } = person
  const { candidates } = match
  const [only] = candidates.length === 1 ? candidates : []
  const card = only && openCard(sealer, only.row)
  const earlier = only ? (past.earlier.get(only.id) ?? []) : []
  const samples = only ? (past.samples.get(only.id) ?? []) : []
  const current = earlier.find(record => record.current)
  // A message that tells an address is never a repeat: the answer would tell which of many rooms is on record.
  const isRepeat = current && isIdentified(match) && read.address === null && saysTheSame(read, current.fields)
  const recorded = past.recorded.get(key) ?? (isRepeat ? current : undefined)
  const told = [...earlier.map(record => record.fields), toldByLab(samples)]
  return {
    key,
    read: maskRead(read),
    candidates: candidates.slice(0, MAX_CANDIDATES).map(task => candidateOf(sealer, task, past.earlier.get(task.id))),
    doubt: match.doubt ?? doubtOfPast(only, read, past) ?? doubtOfReading(read),
    highlights: highlightsAgainst(read, card?.known ?? NOTHING_KNOWN, told),
    labSays: only ? labDiffers(read.tests, samples.map(labSampleOf), read.testCount === 0) : null,
    addressSealed: read.address === null ? null : sealAddress(sealer, key, read.address),
    recorded: recorded ? whoAndWhen(recorded) : null,
    supersedes: read.supersedes,
  }
}

/** What came before makes a card ask: a record that it would silently replace, a report that does not hold any more. */
function doubtOfPast(task: KnownTask | undefined, { supersedes }: ReadReport, past: Past): Doubt | null {
  if (!task) return null
  if (!supersedes && past.earlier.get(task.id)?.some(record => record.current)) return 'recorded_before'
  return past.withdrawn.has(task.id) ? 'withdrawn' : null
}

/** Whatever the reader cannot account for makes a card ask: what is recorded unseen must be right. */
const doubtOfReading = ({ unsure, unread }: ReadReport) =>
  unsure.length + unread.length === 0 ? null : ('not_understood' satisfies Doubt)

/** Only of a resident who is told beyond doubt a message can be known already; a guess must not make one disappear. */
const isIdentified = ({ doubt }: Match<KnownTask>) => doubt === null || doubt === 'task_closed' || doubt === 'household'

export const whoAndWhen = ({ by, at }: Recorded) => ({ by, at: at.toISOString() })

/** A task as it may be shown to choose from. */
export function candidateOf(
  sealer: Sealer,
  { row, unitName }: KnownTask,
  earlier: readonly EarlierRecord[] = [],
): MatchCandidate {
  const { name, phoneTail, address } = openCard(sealer, row)
  const current = earlier.find(record => record.current)
  const replaces = current ? whoAndWhen(current) : null
  const { id: taskId, version, code, attemptCount } = row
  // Pasted text tells of a call that the app does not know, unless its report waits to be recorded.
  const queue = queueFactsOf(row, row.status === 'reported' ? attemptCount : attemptCount + 1)
  return { taskId, version, code, name, phoneTail, address, unitName, replaces, queue }
}

/** A full number is shown by its tail; a name in a chat header is a colleague's, a number beside it is not shown. */
function maskRead(read: ReadReport): ReadReport {
  const tail = read.phone === null ? read.phoneTail : tailOf(read.phone)
  return {
    ...read,
    ...maskFields(read),
    phone: null,
    phoneTail: tail && tail.slice(-4),
    name: read.name && maskName(read.name),
    sender: read.sender && maskText(read.sender),
    unread: read.unread.map(part => ({ ...part, text: maskText(part.text) })),
  }
}
