import { expect, it } from 'vitest'
import { AlertList } from '../../contract/alerts.ts'
import { PasteAnswer } from '../../contract/pastes.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { openPhone } from '../../server/tasks/sealed-task.ts'
import { startApp } from '../support/app.ts'
import { csvList, importAs, previewForm, sendForm } from '../support/lists.ts'
import { givenRecorders, namedPerson } from '../support/pastes.ts'
import { answerOf, dial, noteCall } from '../support/steps.ts'

const app = await startApp()

/** 300 calls, 200 pastes of a few people each and 3 lists in eight hours, by one person in all roles. */
const MINUTES = 8 * 60
const CALLS = 300
const PASTES = 200
const LISTS = 3
const ROWS = 300

const isDue = (minute: number, times: number) =>
  Math.floor((minute * times) / MINUTES) < Math.floor(((minute + 1) * times) / MINUTES)

it('an honest day meets no limit, and nobody is told of it', async () => {
  app.clock.now = new Date('2022-05-21T09:00:00+08:00') // nobody rings at night
  const { city } = await givenRecorders(app)
  const { community } = city
  const roles = ['caller', 'recorder', 'lead'] as const
  const staffId = await app.givenStaff('何畅', ...roles.map(role => [role, community] as [typeof role, string]))
  const tasks: TaskRow[] = await app.givenTasks(
    Array.from({ length: CALLS }, (_, i) => ({
      unitId: community,
      phone: `139${String(20_000_000 + i * 7_919)}`,
      subjects: [namedPerson(`李${'一二三四五六七八九'[i % 9]}`)],
    })),
  )
  const member = await app.as(staffId)
  let [called, pasted, listed, matched] = [0, 0, 0, 0]

  for (let minute = 0; minute < MINUTES; minute += 1) {
    if (isDue(minute, CALLS)) {
      const task = tasks[called]
      if (!task) throw new Error('a task for each call')
      const answer = await dial(member, task)
      if (answer.dial)
        await noteCall(member, answer.task, { outcome: 'no_answer', callAttemptId: answer.callAttemptId })
      called += 1
    }
    if (isDue(minute, PASTES)) {
      // Three by code, one by number, one of another community's that nobody knows here.
      const own = Array.from({ length: 4 }, (_, i) => tasks[(pasted * 4 + i) % CALLS])
      const lines = own.map((task, i) => (i < 3 ? `#${task?.code}` : openPhone(app.deps.sealer, task ?? never())))
      lines.push(`137${String(30_000_000 + pasted * 104_729)}`)
      const text = lines.map((line, i) => `陈晓 19:${10 + i}\n${line} 核酸5月20日阴`).join('\n')
      const { cards } = await answerOf(PasteAnswer, await member.send('POST', '/api/pastes', { text }))
      matched += cards.filter(({ doubt }) => doubt === null || doubt === 'recorded_before').length
      pasted += 1
    }
    if (isDue(minute, LISTS)) {
      const rows = Array.from({ length: ROWS }, (_, i) => `王五,136${String(40_000_000 + (listed * ROWS + i) * 7_919)}`)
      const file = csvList(`姓名,手机号\n${rows.join('\n')}\n`)
      expect((await sendForm(app, staffId, '/api/batches/preview', previewForm(file))).status).toBe(200)
      await importAs(app, staffId, file, { unitId: community })
      listed += 1
    }
    app.clock.advance(60_000)
  }

  expect([called, pasted, listed]).toEqual([CALLS, PASTES, LISTS])
  // How well messages are read is another test's business; whom they tell is compared to the end of the day.
  expect(matched).toBeGreaterThan(0.95 * 4 * PASTES)
  expect(await answerOf(AlertList, await member.get('/api/alerts'))).toEqual({ alerts: [] })
}, 300_000)

function never(): never {
  throw new Error('a task for each paste')
}
