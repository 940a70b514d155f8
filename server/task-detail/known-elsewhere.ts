import { asc, or, sql } from 'drizzle-orm'
import { ROLES } from '../../contract/staff.ts'
import { communitiesOf, type Act, type Work } from '../act.ts'
import type { Fact } from '../../contract/tasks.ts'
import { indexSamples, mayBeTheirs, ownSamples } from '../../domain/lab/whose-sample.ts'
import { maskAddress } from '../../domain/person/mask.ts'
import { maskText } from '../../domain/person/mask-text.ts'
import { rowsOf, type Db } from '../db/db.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { sourceFacts } from '../db/schema/index.ts'
import { listHolders, type Person } from '../test-results/samples-of.ts'
import type { TaskCard } from '../tasks/task-card.ts'
import type { TaskRow } from '../access/task-scope.ts'
import { ofSourceFact } from '../privacy/places.ts'
import { openCard } from '../tasks/sealed-task.ts'

/** How far back earlier lists are followed. */
const EARLIER_TASKS = 10

/** An earlier task on the same number, as far as it tells something. */
export interface EarlierTask {
  id: string
  unitId: string
  /** In a community of the reader's. */
  own: boolean
  cardSealed: Sealed
  source: string
  receivedAt: string
}

/** Earlier tasks on the number, the newest first: what this one was linked to, what that one was linked to, and so on. */
export function listEarlierTasks({ db, member }: Act, task: Pick<TaskRow, 'linkedTaskId'>): Promise<EarlierTask[]> {
  if (task.linkedTaskId === null) return Promise.resolve([])
  return rowsOf<EarlierTask>(
    db,
    sql`
      with recursive earlier as (
        select t.*, 1 as depth from tasks t where t.id = ${task.linkedTaskId}
        union all
        select t.*, e.depth + 1 from earlier e join tasks t on t.id = e.linked_task_id where e.depth < ${EARLIER_TASKS}
      )
      select e.id, e.unit_id as "unitId", e.unit_id = any(${sql.param(communitiesOf(member, ROLES))}::uuid[]) as own, e.card_sealed as "cardSealed", b.source, b.received_at as "receivedAt"
      from earlier e join batches b on b.id = e.batch_id order by e.depth`,
  )
}

/** What is known of a task before others are asked. */
interface Known {
  task: TaskRow
  people: readonly Person[]
  card: TaskCard
  earlier: readonly EarlierTask[]
}

/**
 * Addresses and doses that this list, earlier lists of the reader's communities and other systems give, each with source and time; only what differs
 * or comes from elsewhere is added to the card's own facts.
 */
export async function factsFromElsewhere(work: Work, { task, people, card, earlier }: Known): Promise<Fact[]> {
  const { sealer } = work
  const told = await listSourceFacts(work.db, task, people)
  const facts = told.map(({ id, kind, valueSealed, at, source, receivedAt }): Fact => {
    const value = sealer.open(valueSealed, ofSourceFact({ id }))
    const when = (at ?? receivedAt).toISOString()
    return kind === 'vaccination'
      ? { label: '疫苗', value: maskText(value), source, at: when }
      : { label: '住址', value: maskAddress(value), source, at: when }
  })
  const addresses = earlier
    .filter(({ own }) => own)
    .flatMap(({ source, receivedAt, ...task }): Fact[] => {
      const { address } = openCard(sealer, task)
      return address === null || address === card.address
        ? []
        : [{ label: '住址', value: address, source: `以前的名单 · ${source}`, at: new Date(receivedAt).toISOString() }]
    })
  return [...facts, ...new Map(addresses.map(fact => [fact.value, fact])).values()]
}

/** Whose a statement is, is told as of a sample. */
async function listSourceFacts(db: Db, { phoneHashes }: Pick<TaskRow, 'phoneHashes'>, people: readonly Person[]) {
  const ids = people.flatMap(person => person.idHash ?? [])
  const rows = await db
    .select()
    .from(sourceFacts)
    .where(
      or(
        sql`${sourceFacts.phoneHash} = any(${sql.param(phoneHashes)}::text[])`,
        sql`${sourceFacts.idHash} = any(${sql.param(ids)}::text[])`,
      ),
    )
    .orderBy(asc(sourceFacts.receivedAt), asc(sourceFacts.at), asc(sourceFacts.id))
  const statements = rows.map(row => ({ ...row, sampledAt: row.receivedAt }))
  const holders = await listHolders(db, rows)
  const theirs = ownSamples({ phoneHashes, people }, indexSamples(statements), holders).filter(mayBeTheirs)
  return rows.filter(({ id }) => theirs.some(one => one.id === id))
}
