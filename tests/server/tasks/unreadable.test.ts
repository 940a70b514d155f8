import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { InboxPage } from '../../../contract/reports.ts'
import { TaskPage } from '../../../contract/tasks.ts'
import { createSealer } from '../../../server/node/keys/sealer.ts'
import { reports, tasks } from '../../../server/db/schema/index.ts'
import { ofTask } from '../../../server/privacy/places.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, getTask, refusalOf, submit } from '../../support/steps.ts'

let app: TestApp
let member: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  member = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
})

afterEach(() => expectNoLeaks(app))

/** As another key would have sealed it. */
const foreign = sql`'k1:' || repeat('A', 80)`

it('shows a task that does not open as such, between the others of its page', async () => {
  const [task] = await app.givenTasks([{ unitId }, { unitId }, { unitId }])
  await app.deps.db
    .update(tasks)
    .set({ cardSealed: foreign })
    .where(eq(tasks.id, task?.id ?? ''))

  const { items } = await answerOf(TaskPage, await member.get('/api/tasks'))
  const damaged = items.find(item => item.id === task?.id)

  expect(items.length).toBeGreaterThanOrEqual(3)
  expect(damaged).toMatchObject({ name: '无法读取', phoneTail: '****' })
  expect(items.filter(item => item.name === '无法读取')).toHaveLength(1)
  expect((await getTask(member, task?.id ?? '')).name).toBe('无法读取')
})

it('shows a report that does not open in the inbox, and does not record it', async () => {
  const damaged = await submit(member, await app.givenTask({ unitId }))
  const good = await submit(member, await app.givenTask({ unitId }))
  const reportId = damaged.reports[0]?.id ?? ''
  await app.deps.db.update(reports).set({ fieldsSealed: foreign, lineSealed: foreign }).where(eq(reports.id, reportId))

  const { items } = await answerOf(InboxPage, await member.get('/api/reports'))
  expect(items.find(item => item.id === reportId)).toMatchObject({
    line: '无法读取',
    doubt: '这条反馈无法读取，请联系管理员',
  })
  expect(items.find(item => item.taskId === good.id)?.doubt).toBeNull()

  const recorded = await member.send('POST', `/api/reports/${reportId}/records`, { version: damaged.version })
  expect((await refusalOf(recorded)).status).toBeGreaterThanOrEqual(400)
})

it('tells the log which value does not open, by ids alone', () => {
  const told: string[] = []
  const ring = { current: 'k1', keys: { k1: Buffer.alloc(32, 1) }, hashKey: Buffer.alloc(32, 2) }
  const place = ofTask('card_sealed', { id: 'a-task', unitId: 'a-unit' })
  const value = createSealer({ ...ring, keys: { k1: Buffer.alloc(32, 3) } }).seal('张三', place)

  expect(() => createSealer(ring, ({ name }) => told.push(name)).open(value, place)).toThrow()
  expect(told).toEqual(['tasks.card_sealed/a-task/a-unit'])
})
