// Two days of lab results on two imported lists, on the real database (P11, P12, P13, P14, P15).
import { readFileSync } from 'node:fs'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { RuleName } from '../../../contract/rules.ts'
import { readFeedFile } from '../../../server/node/cli/feed-from-console.ts'
import { inTransaction } from '../../../server/act.ts'
import { takeTestResults } from '../../../server/test-results/take-test-results.ts'
import { alerts, batches, events, tasks } from '../../../server/db/schema/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { importAs, sampleList } from '../../support/lists.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { openPhone } from '../../../server/tasks/sealed-task.ts'

type Moment = 'A' | 'B'
interface Expected {
  moments: Record<Moment, { at: string; after: string[] }>
  positive: Record<Moment, Record<string, string[]>>
  rules: Record<
    string,
    Record<Moment, { matched: Record<string, string[]>; doubtful: Record<string, { phone: string }[]> }>
  >
}

const LISTS = ['01-0520-street.xlsx', '02-0520-police.csv']
const file = JSON.parse(readFileSync('tests/fixtures/lab/expected.json', 'utf8')) as Expected & Expected['rules']
const feedOf = (name: string, at: Date) =>
  readFeedFile({ path: name, bytes: new Uint8Array(readFileSync(`tests/fixtures/lab/${name}`)) }, at.toISOString()).read

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})

/** Imports both lists under one rule at the moment and reads what the lab has sent until then. */
async function liveAt(moment: Moment, ruleName: RuleName): Promise<void> {
  await startOver(app)
  app.clock.now = new Date(file.moments[moment].at)
  const { community, street } = await app.givenCity()
  const lead = await app.givenStaff('赵敏', ['lead', street])
  for (const name of LISTS) await importAs(app, lead, sampleList(name), { name, ruleName, unitId: community })
  for (const name of file.moments[moment].after) await read(name)
}

async function read(name: string): Promise<void> {
  const { clock } = app.deps
  await inTransaction(app.deps, work => takeTestResults(work, feedOf(name, clock()), '核酸平台'))
}

/** Numbers of a list's tasks for which it is so, as the lab's own list names them. */
async function phonesWhere(list: string, where: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await app.deps.db
    .select({ task: tasks })
    .from(tasks)
    .innerJoin(batches, eq(batches.id, tasks.batchId))
    .where(sql`${batches.name} = ${list} and ${where}`)
  return rows.map(row => openPhone(app.deps.sealer, row.task)).sort()
}

const cases = (['48小时核酸', '三天两检'] as const).flatMap(rule =>
  (['A', 'B'] as const).map(moment => [rule, moment] as const),
)

describe.each(cases)('%s at moment %s', (rule, moment) => {
  beforeAll(() => liveAt(moment, rule))

  it('closes the tasks whose rule holds, and no others', async () => {
    const { matched, doubtful } = file[rule]?.[moment] ?? { matched: {}, doubtful: {} }
    for (const list of LISTS.filter(name => rule === '48小时核酸' || name === LISTS[0])) {
      const unsure = new Set((doubtful[list] ?? []).map(({ phone }) => phone))
      const closed = await phonesWhere(list, sql`${tasks.matchedAt} is not null and ${tasks.status} = 'closed'`)

      expect(closed.filter(phone => !unsure.has(phone))).toEqual([...(matched[list] ?? [])].sort())
    }
  })

  it('raises every positive to the lead and closes none of them', async () => {
    for (const list of LISTS) {
      const positive = [...(file.positive[moment][list] ?? [])].sort()

      expect(await phonesWhere(list, sql`${tasks.positiveAt} is not null`)).toEqual(positive)
      expect(await phonesWhere(list, sql`${tasks.positiveAt} is not null and ${tasks.matchedAt} is not null`)).toEqual(
        [],
      )
    }
    const raised = await app.deps.db.select({ taskId: alerts.taskId }).from(alerts)
    expect(raised).toHaveLength(LISTS.flatMap(list => file.positive[moment][list] ?? []).length)
  })
})

describe('what the second day takes back', () => {
  beforeAll(async () => {
    await liveAt('A', '48小时核酸')
    app.clock.now = new Date(file.moments.B.at)
    await read('results-day2.jsonl')
  })

  it.each([
    ['17775475619', 'void'],
    ['18003973287', 'pending again'],
  ])('opens %s again, whose negative is %s, and says so', async phone => {
    const [task] = await app.deps.db
      .select()
      .from(tasks)
      .where(eq(tasks.phoneHash, app.deps.sealer.hash('phone', phone)))
    const kinds = await app.deps.db
      .select({ kind: events.kind })
      .from(events)
      .where(eq(events.taskId, task?.id ?? ''))

    expect(task).toMatchObject({ status: 'to_call', matchedAt: null, closedReason: null })
    expect(kinds.map(event => event.kind)).toEqual(['task_created', 'task_matched', 'task_unmatched'])
  })

  it('opens a task again that a positive came for', async () => {
    const hash = app.deps.sealer.hash('phone', '18710023374')
    const [task] = await app.deps.db.select().from(tasks).where(eq(tasks.phoneHash, hash))

    expect(task).toMatchObject({ status: 'to_call', matchedAt: null, positiveAt: app.clock.now })
  })

  it('leaves a task closed that was closed while its sample still counted', async () => {
    const hash = app.deps.sealer.hash('phone', '16289443128')
    const [task] = await app.deps.db.select().from(tasks).where(eq(tasks.phoneHash, hash))

    expect(task).toMatchObject({ status: 'closed', matchedAt: new Date(file.moments.A.at) })
    expect(task?.closedReason).toContain('核酸平台')
  })

  it('does not close a number of several people by a sample that came under the number alone', async () => {
    const hash = app.deps.sealer.hash('phone', '15520172209')
    const [task] = await app.deps.db.select().from(tasks).where(eq(tasks.phoneHash, hash))

    expect(task).toMatchObject({ status: 'to_call', matchedAt: null })
  })

  it('changes nothing when the same rows come again', async () => {
    const before = await app.deps.db.select({ id: tasks.id, version: tasks.version }).from(tasks).orderBy(tasks.id)
    await read('results-day2.jsonl')

    expect(await app.deps.db.select({ id: tasks.id, version: tasks.version }).from(tasks).orderBy(tasks.id)).toEqual(
      before,
    )
  })
})
