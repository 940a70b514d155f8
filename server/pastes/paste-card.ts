import type { MatchCandidate, PasteCard } from '../../contract/pastes.ts'
import type { ReadReport, ReportFields } from '../../contract/report-fields.ts'
import { highlightsAgainst } from '../../domain/highlights.ts'
import { labDiffers } from '../../domain/lab-differs.ts'
import { maskName, tailOf } from '../../domain/mask.ts'
import { tellsSomething, type Match } from '../../domain/match-report.ts'
import { openJson, type Sealer } from '../privacy/sealer.ts'
import { maskFields } from '../reports/masked-fields.ts'
import type { TaskCard } from '../tasks/task-card.ts'
import type { SampleRow } from '../test-results/samples-of.ts'
import type { KnownTask } from './find-tasks.ts'
import type { ToldPerson } from './read-text.ts'
import { sealAddress } from './sealed-address.ts'
import { toldByLab, type EarlierRecord, type Recorded } from './task-past.ts'

/** Everything known about the candidates of one paste. */
export interface Past {
  earlier: ReadonlyMap<string, readonly EarlierRecord[]>
  samples: ReadonlyMap<string, readonly SampleRow[]>
  recorded: ReadonlyMap<string, Recorded>
}

const NOTHING_KNOWN = { arrivedOn: null, origin: null, vehicleNo: null, vaccineDoses: null }

/** The card of one resident spoken of. What it holds of the resident is masked; the address told is sealed. */
export function pasteCardOf(sealer: Sealer, person: ToldPerson, match: Match<KnownTask>, past: Past): PasteCard {
  const { key, read } = person
  const { candidates } = match
  const [only] = candidates.length === 1 ? candidates : []
  const card = only && openJson<TaskCard>(sealer, only.row.cardSealed)
  const earlier = only ? (past.earlier.get(only.id) ?? []) : []
  const samples = only ? (past.samples.get(only.id) ?? []) : []
  const current = earlier.find(record => record.current)
  const recorded = past.recorded.get(key) ?? (current && saysTheSame(read, current.fields) ? current : undefined)
  const told = [...earlier.map(record => record.fields), toldByLab(samples)]
  return {
    key,
    read: maskRead(read),
    candidates: candidates.map(task => candidateOf(sealer, task)),
    doubt: match.doubt ?? (current && !read.supersedes ? 'recorded_before' : null),
    highlights: highlightsAgainst(read, card?.known ?? NOTHING_KNOWN, told),
    labSays: only ? labDiffers(read.tests, samples.map(labSampleOf), read.testCount === 0) : null,
    addressSealed: read.address === null ? null : sealAddress(sealer, key, read.address),
    recorded: recorded ? whoAndWhen(recorded) : null,
    replaces: current && !recorded ? whoAndWhen(current) : null,
    supersedes: read.supersedes,
  }
}

const labSampleOf = ({ sampledAt, result }: SampleRow) => ({ sampledAt: sampledAt.toISOString(), result })

const whoAndWhen = ({ by, at }: Recorded) => ({ by, at: at.toISOString() })

/** A task as it may be shown to choose from. */
function candidateOf(sealer: Sealer, { row, unitName }: KnownTask): MatchCandidate {
  const { name, phoneTail, address } = openJson<TaskCard>(sealer, row.cardSealed)
  return { taskId: row.id, version: row.version, code: row.code, name, phoneTail, address, unitName }
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
    sender: read.sender && read.sender.replace(/\d{5,}/g, '****'),
  }
}

/** Whether a record holds everything that a message tells, so that recording it would change nothing. */
function saysTheSame(told: ReportFields, record: ReportFields): boolean {
  const { tests, ...plain } = told
  const held: Record<string, unknown> = record
  const same = Object.keys(record)
    .filter(name => name !== 'tests' && name !== 'callBackAt')
    .every(name => isSame((plain as Record<string, unknown>)[name], held[name]))
  const dated = new Set(record.tests.map(test => `${test.date} ${test.result}`))
  return tellsSomething(told) && same && tests.every(test => dated.has(`${test.date} ${test.result}`))
}

const isSame = (told: unknown, held: unknown) => told === null || told === held
