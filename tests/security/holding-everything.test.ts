import { beforeEach, describe, expect, it } from 'vitest'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { ownStreams } from '../../server/http/own-streams.ts'
import { startApp, type Client } from '../support/app.ts'
import { startOver } from '../support/simulated-corp.ts'
import { dial, noteCall, refusalOf } from '../support/steps.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

const app = await startApp()

let callerId: string
let caller: Client
let tasks: TaskRow[]

beforeEach(async () => {
  await startOver(app)
  const { community } = await app.givenCity()
  callerId = await app.givenStaff('何畅', ['caller', community])
  caller = await app.as(callerId)
  tasks = await app.givenTasks(Array.from({ length: 22 }, () => ({ unitId: community })))
})

const ring = ({ id, version }: TaskRow) => caller.send('POST', `/api/tasks/${id}/dial`, { version })
const hold = ({ id, version }: TaskRow) => caller.send('PUT', `/api/tasks/${id}/lease`, { version })
const statusesOf = (answers: readonly Response[]) => answers.map(({ status }) => status)

describe('one person', () => {
  it('dials three and no fourth, however many at once', async () => {
    const answers = await Promise.all(tasks.map(ring))

    expect(statusesOf(answers).filter(status => status === 200)).toHaveLength(3)
    const refused = answers.find(({ status }) => status === 409)
    if (!refused) throw new Error('none was refused')
    expect((await refusalOf(refused)).code).toBe('hands_full')
  })

  it('holds three and no fourth, and renewing does not take a further hand', async () => {
    const [a, b, c, d] = tasks
    if (!a || !b || !c || !d) throw new Error('tasks were given')

    expect(statusesOf([await hold(a), await hold(b), await hold(c)])).toEqual([200, 200, 200])
    expect((await refusalOf(await hold(d))).code).toBe('hands_full')
    app.clock.advance(2 * MINUTE_MS)
    expect(statusesOf([await hold(a), await hold(a)])).toEqual([200, 200])
    app.clock.advance(MINUTE_MS + 1)
    expect((await hold(d)).status).toBe(200)
  })

  it('has a hand free again by letting go, by noting a call and by time', async () => {
    const [a, b, c, d, e] = tasks
    if (!a || !b || !c || !d || !e) throw new Error('tasks were given')
    const called = await dial(caller, a)
    if (!called.dial) throw new Error('the number was expected')
    await hold(b)
    await hold(c)

    await noteCall(caller, called.task, { outcome: 'no_answer', callAttemptId: called.callAttemptId })
    expect((await hold(d)).status).toBe(200)
    expect((await refusalOf(await hold(e))).code).toBe('hands_full')
    await caller.send('DELETE', `/api/tasks/${b.id}/lease`)
    expect((await hold(e)).status).toBe(200)
  })
})

it('has five streams: the oldest gives way to the newest, and one that ended counts no more', () => {
  const streams = ownStreams()
  const ended: number[] = []
  const close = Array.from({ length: 5 }, (_, i) => streams.open('a', () => ended.push(i)))

  streams.open('a', () => ended.push(5))
  expect(ended).toEqual([0])
  close[1]?.()
  streams.open('a', () => ended.push(6))
  expect(ended).toEqual([0])
  streams.open('b', () => ended.push(7))
  streams.open('a', () => ended.push(8))
  expect(ended).toEqual([0, 2])
})
