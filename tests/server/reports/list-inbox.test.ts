import { expect, it } from 'vitest'
import { InboxPage } from '../../../contract/reports.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp } from '../../support/app.ts'
import { givenRecorders } from '../../support/pastes.ts'
import { answerOf, record, submit } from '../../support/steps.ts'

const app = await startApp()
const PHONE = '13812345678'

it('the inbox shows what the lab says beside what was told, and marks what neither it nor a record knew', async () => {
  const town = await givenRecorders(app)
  const task = await town.givenResident('张三丰', PHONE)
  const made = await record(
    town.recorder,
    await submit(town.caller, task, { whereabouts: 'local', tests: [], testCount: null }),
  )
  await submit(
    town.caller,
    { id: task.id, version: made.taskVersion },
    {
      whereabouts: 'local',
      tests: [
        { date: '2022-05-20', result: 'negative' },
        { date: '2022-05-21', result: 'negative' },
      ],
      testCount: 2,
    },
  )

  const sample = {
    id: 's1',
    sampledAt: new Date('2022-05-20T06:00:00Z'),
    result: 'negative' as const,
    source: '化验室',
  }
  const phoneHash = app.deps.sealer.hash('phone', PHONE)
  await app.deps.db.transaction(tx =>
    receiveTestResults(tx, [{ ...sample, phoneHash, receivedAt: app.clock.now }], app.clock.now),
  )

  const { items } = await answerOf(InboxPage, await town.recorder.get('/api/reports'))
  expect(items).toHaveLength(1)
  expect(items[0]?.labSays).toBe('化验室没有 5/21 的样本')
  const isNew = Object.fromEntries(items[0]?.highlights.map(fact => [fact.text, fact.isNew]) ?? [])
  expect(isNew).toEqual({ 在本社区: false, '5/20 阴性': false, '5/21 阴性': true })
})
