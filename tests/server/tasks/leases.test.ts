import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FIRST_HASH, hashEntry } from '../../../server/journal/append-audit-entry.ts'
import { auditEntries, events } from '../../../server/db/schema/index.ts'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { dial, getTask, noteCall, refusalOf } from '../../support/steps.ts'
import { DAY_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let colleague: Client
let callerId: string
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  callerId = await app.givenStaff('陈晓', ['caller', community])
  caller = await app.as(callerId)
  colleague = await app.as(await app.givenStaff('林雨', ['caller', community]))
})

beforeEach(() => app.freeHands())
afterEach(() => expectNoLeaks(app))

const audited = (taskId: string) => app.deps.db.$count(auditEntries, eq(auditEntries.taskId, taskId))

/** A negative sample of the number, taken just now. */
const sampled = (phone: string, id: string) =>
  app.deps.db.transaction(tx =>
    receiveTestResults(
      tx,
      [
        {
          id,
          phoneHash: app.deps.sealer.hash('phone', phone),
          sampledAt: app.clock.now,
          result: 'negative',
          source: '区化验室',
          receivedAt: app.clock.now,
        },
      ],
      app.clock.now,
    ),
  )

describe('a stale version', () => {
  it('is refused with who did what and when', async () => {
    const task = await app.givenTask({ unitId })
    const at = app.clock.now.toISOString()
    await noteCall(colleague, task, { outcome: 'busy' })

    const answer = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })

    expect(await refusalOf(answer)).toMatchObject({
      status: 409,
      code: 'task_changed',
      changes: [{ kind: 'call_recorded', text: '占线', by: '林雨', at }],
    })
    expect(await audited(task.id)).toBe(0)
  })

  it('of another future is refused as well', async () => {
    const task = await app.givenTask({ unitId })

    const answer = await caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 7 })

    expect(await refusalOf(answer)).toMatchObject({ code: 'task_changed', changes: [] })
  })

  it('changes nothing when two send the same version at once', async () => {
    const task = await app.givenTask({ unitId })
    const call = { version: 1, callAttemptId: null, outcome: 'no_answer', callBackAt: null }

    const answers = await Promise.all(
      [caller, colleague].map(client => client.send('POST', `/api/tasks/${task.id}/call-attempts`, call)),
    )

    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    expect((await app.taskNow(task.id)).attemptCount).toBe(1)
  })
})

describe('a lease', () => {
  it('keeps others off the number for three minutes', async () => {
    const task = await app.givenTask({ unitId })
    const since = app.clock.now.toISOString()
    await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })
    const call = { version: 1, callAttemptId: null, outcome: 'busy', callBackAt: null }

    app.clock.advance(3 * MINUTE_MS - 1)
    const refused = [
      await colleague.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 }),
      await colleague.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 }),
      await colleague.send('POST', `/api/tasks/${task.id}/call-attempts`, call),
    ]
    for (const answer of refused) {
      expect(await refusalOf(answer)).toMatchObject({
        status: 409,
        code: 'task_held',
        changes: [{ kind: 'task_claimed', by: '陈晓', at: since }],
      })
    }
    expect((await getTask(colleague, task.id)).lease).toMatchObject({ name: '陈晓', mine: false })

    app.clock.advance(1)
    expect((await getTask(colleague, task.id)).lease).toBeNull()
    expect(await dial(colleague, task)).toMatchObject({ dial: true, task: { lease: { name: '林雨', mine: true } } })
  })

  it('is renewed by its holder and told as an event once', async () => {
    const task = await app.givenTask({ unitId })
    await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })
    app.clock.advance(2 * MINUTE_MS)
    await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })
    app.clock.advance(2 * MINUTE_MS)

    const answer = await colleague.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })

    expect((await refusalOf(answer)).code).toBe('task_held')
    const claimed = await app.deps.db.select().from(events).where(eq(events.taskId, task.id))
    expect(claimed.filter(event => event.kind === 'task_claimed')).toHaveLength(1)
  })

  it('ends when its holder lets go, and not when somebody else does', async () => {
    const task = await app.givenTask({ unitId })
    await caller.send('PUT', `/api/tasks/${task.id}/lease`, { version: 1 })

    await colleague.send('DELETE', `/api/tasks/${task.id}/lease`)
    expect((await getTask(colleague, task.id)).lease).toMatchObject({ name: '陈晓' })
    await caller.send('DELETE', `/api/tasks/${task.id}/lease`)
    expect((await getTask(colleague, task.id)).lease).toBeNull()
  })

  it('goes to one of two who dial at the same moment', async () => {
    const task = await app.givenTask({ unitId })

    const answers = await Promise.all(
      [caller, colleague].map(client => client.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })),
    )

    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    expect(await audited(task.id)).toBe(1)
  })
})

describe('a dial', () => {
  it('writes one audit entry that names task and number by hash', async () => {
    const task = await app.givenTask({ unitId, phone: '13655550001' })

    expect(await dial(caller, task)).toMatchObject({ dial: true, phone: '13655550001' })

    const entries = await app.deps.db.select().from(auditEntries).where(eq(auditEntries.taskId, task.id))
    expect(entries).toMatchObject([
      { chain: unitId, action: 'dial', staffId: callerId, field: 'phone', phoneHash: task.lookups[0] },
    ])
  })

  it('of a matched task gives no number, writes no audit entry and counts the call avoided', async () => {
    const task = await app.givenTask({ unitId, phone: '13655550002' })
    await sampled('13655550002', 'avoided-1')
    const before = await (await caller.get('/api/session/day')).json()

    const answer = await dial(caller, task)

    expect(answer).toMatchObject({
      dial: false,
      avoided: expect.stringMatching(/^核酸已匹配（.*区化验室）$/),
      task: { status: 'closed' },
    })
    expect(JSON.stringify(answer)).not.toContain('13655550002')
    expect(await audited(task.id)).toBe(0)
    const day = await (await caller.get('/api/session/day')).json()
    expect(day).toMatchObject({ avoided: before.avoided + 1, calls: before.calls })
  })

  it('leaves a chain of audit entries in which each holds the hash of the one before', async () => {
    const tasks = await app.givenTasks(Array.from({ length: 6 }, () => ({ unitId })))
    await Promise.all(tasks.map((task, i) => dial(i % 2 ? caller : colleague, task)))

    const entries = await app.deps.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.chain, unitId))
      .orderBy(asc(auditEntries.position))
    expect(entries.length).toBeGreaterThanOrEqual(6)
    expect(entries.map(entry => entry.position)).toEqual(entries.map((_entry, i) => i + 1))
    expect(entries.map(entry => entry.previousHash)).toEqual(
      [FIRST_HASH, ...entries.map(entry => entry.hash)].slice(0, -1),
    )
    const hashes = entries.map(({ chain, position, at, staffId, previousHash, taskId, phoneHash }) => {
      const person = { staffId, taskId: taskId ?? '', phoneHash: phoneHash ?? '' }
      return hashEntry({ chain, position, at, previousHash, ...person, action: 'dial', field: 'phone' })
    })
    expect(await Promise.all(hashes)).toEqual(entries.map(entry => entry.hash))
  })
})

it('does not hold a task for a day that was dialled while the clock was a day ahead', async () => {
  const task = await app.givenTask({ unitId })
  const now = app.clock.now
  app.clock.advance(DAY_MS)
  const member = await app.as(callerId)
  await dial(member, task)
  app.clock.now = now

  expect(await dial(colleague, await app.taskNow(task.id))).toMatchObject({ dial: true })
})
