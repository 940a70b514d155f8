import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { CallAttempt } from '../../contract/call-attempts.ts'
import { type ReportFields } from '../../contract/report-fields.ts'
import { ROLES } from '../../contract/staff.ts'
import type { Fact, Sample, TaskDetail, TaskHistoryItem } from '../../contract/tasks.ts'
import { waitsOf } from '../../domain/calls/may-dial.ts'
import { REPORT_PARTS } from '../../domain/reports/report-parts.ts'
import type { Act, Work } from '../act.ts'
import { only, type Db } from '../db/db.ts'
import { batches, callAttempts, drafts, events, records, reports, staff, subjects, units } from '../db/schema/index.ts'
import { factOf, memoryOfNumber } from '../calls/number-memory.ts'
import { findGroupFor } from '../groups/find-group.ts'
import { newestRecordFirst, recordSummaryOf } from '../records/record-summary.ts'
import { maskFields } from '../privacy/masked-fields.ts'
import { reportSummaries } from '../reports/report-summary.ts'
import { sampledOf, type OwnSample, type Sampled } from '../test-results/samples-of.ts'
import { eventText } from '../../domain/words/event-text.ts'
import { holds } from '../tasks/lease.ts'
import { endOfUndo } from '../tasks/end-attempt.ts'
import { summaryOf } from '../tasks/task-summary.ts'
import { factsFromElsewhere, listEarlierTasks, type EarlierTask } from './known-elsewhere.ts'
import { progressOf } from '../test-results/rule-progress.ts'
import type { TaskCard } from '../tasks/task-card.ts'
import { getOwnTask, type TaskRow } from '../access/task-scope.ts'
import { openDraft } from '../tasks/sealed-report.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** Everything the card shows of one task, masked; the reader must work for its community. */
export async function getTask(act: Act, taskId: string): Promise<TaskDetail> {
  return detailOf(act, await getOwnTask(act, ROLES, taskId))
}

/** Who says something on the card: the list, earlier lists, other systems, the resident. */
export const sourcesOf = ({ batch, facts }: TaskDetail): string[] => [batch.source, ...facts.map(fact => fact.source)]

/** The same from a row at hand, such as one just changed. */
export async function detailOf(act: Act, task: TaskRow): Promise<TaskDetail> {
  const { db, member } = act
  const now = act.clock()
  const card = openCard(act.sealer, task)
  const place = only(
    await db
      .select({ unitName: units.name, batch: batches })
      .from(units)
      .innerJoin(batches, eq(batches.id, task.batchId))
      .where(eq(units.id, task.unitId)),
  )
  const holder = task.leaseStaffId
    ? await db.select({ name: staff.name }).from(staff).where(eq(staff.id, task.leaseStaffId))
    : []
  const people = await db.select().from(subjects).where(eq(subjects.taskId, task.id)).orderBy(asc(subjects.position))
  const sampled = (await sampledOf(db, [task])).get(task.id) ?? { people: [], samples: [] }
  const earlier = await listEarlierTasks(act, task)
  const group = await findGroupFor(db, task.unitId, 'result')
  const recordRows = await listRecords(act, task)
  return {
    ...summaryOf(
      { ...task, unitName: place.unitName, ruleName: place.batch.ruleName, leaseName: holder[0]?.name ?? null },
      card,
      member.staffId,
      now,
    ),
    phone: card.phone,
    subjects: people.map(({ id, position }) => ({
      id,
      ...(card.subjects[position] ?? { name: '姓名不详', idNumber: null, note: null }),
    })),
    batch: {
      id: place.batch.id,
      name: place.batch.name,
      source: place.batch.source,
      receivedAt: place.batch.receivedAt.toISOString(),
      purgedAt: place.batch.purgedAt?.toISOString() ?? null,
    },
    ruleProgress: progressOf(place.batch, task, sampled, now),
    facts: [
      ...card.facts,
      ...withOwnAddress(card, place.batch, await factsFromElsewhere(act, { task, people, card, earlier })),
      ...factsFromRecords(recordRows),
    ],
    samples: sampled.samples.map(sample => toSample(sample, task, sampled)),
    known: card.known,
    attempts: await listAttempts(act, task, earlier, now),
    ...(await ringing(act, task, now)),
    reports: await reportSummaries(act, eq(reports.taskId, task.id)),
    records: recordRows,
    history: await listHistory(db, task.id),
    closedReason: task.closedReason,
    groupName: group?.name ?? null,
    draft: await findDraft(act, member.staffId, task),
  }
}

/** What other lists know of the number, and what there is to wait for before it is rung. */
async function ringing({ db }: Act, task: TaskRow, now: Date): Promise<Pick<TaskDetail, 'elsewhere' | 'wait'>> {
  const memory = await memoryOfNumber(db, task, now)
  const wait = task.status === 'to_call' ? waitsOf(task, memory, now.getTime())[0] : undefined
  return {
    elsewhere: factOf(memory, now),
    wait: wait ? { ...wait, until: new Date(wait.until).toISOString() } : null,
  }
}

function toSample(sample: OwnSample, task: TaskRow, { people }: Sampled): Sample {
  const { id, sampledAt, resultAt, result, site, source } = sample
  const counts = task.matchedBy?.includes(id) ?? false
  return {
    id,
    sampledAt: sampledAt.toISOString(),
    resultAt: resultAt?.toISOString() ?? null,
    result,
    site,
    source,
    counts,
    subjectId: sample.subject === null ? null : (people[sample.subject]?.id ?? null),
    candidates: sample.candidates.flatMap(index => people[index]?.id ?? []),
    assigned: sample.assigned && { by: sample.assigned.by, at: sample.assigned.at.toISOString() },
  }
}

/** Where others give an address, the list's own stands beside it. */
function withOwnAddress(card: TaskCard, batch: { source: string; receivedAt: Date }, others: readonly Fact[]): Fact[] {
  if (card.address === null || !others.some(fact => fact.label === '住址')) return [...others]
  const own = { label: '住址', value: card.address, source: batch.source, at: batch.receivedAt.toISOString() }
  return [own, ...others]
}

/** What the resident said stands beside what the list said; the newest record speaks. */
function factsFromRecords(rows: TaskDetail['records']): Fact[] {
  const record = rows.find(row => row.state === 'current')
  if (!record) return []
  const told = { source: `本人 · ${record.staffName}录入`, at: record.recordedAt }
  return REPORT_PARTS.flatMap(part => part.fact?.(record.fields) ?? []).map(fact => ({ ...fact, ...told }))
}

/** Of a call in another unit only the fact is told: when, and how it ended; neither who nor where. */
const ELSEWHERE = '其他单位'

/** Of this task and of earlier ones on the number: who called when. */
async function listAttempts(
  act: Act,
  task: TaskRow,
  earlier: readonly EarlierTask[],
  now: Date,
): Promise<CallAttempt[]> {
  const foreign = new Set(earlier.filter(one => !one.own).map(one => one.id))
  const rows = await act.db
    .select({ attempt: callAttempts, staffName: staff.name })
    .from(callAttempts)
    .innerJoin(staff, eq(staff.id, callAttempts.staffId))
    .where(inArray(callAttempts.taskId, [task.id, ...earlier.map(one => one.id)]))
    .orderBy(desc(callAttempts.startedAt))
  const newest = rows.find(({ attempt }) => attempt.taskId === task.id)?.attempt
  return rows.map(({ attempt, staffName }) => ({
    id: attempt.id,
    staffName: foreign.has(attempt.taskId) ? ELSEWHERE : staffName,
    startedAt: attempt.startedAt.toISOString(),
    underWay: attempt.outcome === null && attempt.taskId === task.id && holds(task, attempt.staffId, now),
    outcome: attempt.outcome,
    mismatchKind: attempt.mismatchKind,
    callBackAt: attempt.callBackAt?.toISOString() ?? null,
    saysTested: attempt.saysTested ? { on: attempt.saysTestedOn } : null,
    undoUntil: attempt === newest && attempt.staffId === act.member.staffId ? undoUntil(attempt, now) : null,
  }))
}

/** A report that was recorded is corrected by the recorder; the undo says so. */
function undoUntil({ before, endedAt }: typeof callAttempts.$inferSelect, now: Date): string | null {
  if (before === null || endedAt === null) return null
  const until = endOfUndo(endedAt)
  return until > now ? until.toISOString() : null
}

async function listRecords(work: Work, task: TaskRow): Promise<TaskDetail['records']> {
  const rows = await work.db
    .select({ record: records, staffName: staff.name })
    .from(records)
    .innerJoin(staff, eq(staff.id, records.staffId))
    .where(eq(records.taskId, task.id))
    .orderBy(...newestRecordFirst)
  return rows.map(row => recordSummaryOf(work.sealer, row.record, row.staffName, task))
}

async function listHistory(db: Db, taskId: string): Promise<TaskHistoryItem[]> {
  const rows = await db
    .select({ kind: events.kind, data: events.data, at: events.at, by: staff.name })
    .from(events)
    .leftJoin(staff, eq(staff.id, events.staffId))
    .where(eq(events.taskId, taskId))
    .orderBy(desc(events.seq))
    .limit(50)
  return rows.flatMap(({ kind, data, at, by }) => {
    const text = eventText(kind, data)
    return text === null ? [] : [{ at: at.toISOString(), by, text }]
  })
}

async function findDraft(work: Work, staffId: string, task: TaskRow): Promise<ReportFields | null> {
  const [draft] = await work.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.staffId, staffId), eq(drafts.taskId, task.id)))
  return draft ? maskFields(openDraft(work.sealer, draft, task)) : null
}
