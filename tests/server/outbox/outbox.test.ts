import { and, eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  LateChanges,
  OpenedChange,
  OutboxKey,
  type SealedChange,
  type WaitingChange,
} from '../../../contract/outbox.ts'
import type { RecordCall } from '../../../contract/call-attempts.ts'
import { emptyReportFields } from '../../../contract/report-fields.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'
import { callAttempts, events, lateChanges, outboxKeys, reports, requests } from '../../../server/db/schema/index.ts'
import { only } from '../../../server/db/db.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { sweepOld } from '../../../server/jobs/sweep-old.ts'
import { sealChange, type InClear } from '../../../src/app/kept/seal.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, getTask, noteCall, refusalOf } from '../../support/steps.ts'

const ADDRESS = '明州市云屏区澜汀街道望江苑7栋1903'

let app: TestApp
let community: string
let staffId: string
let caller: Client
let colleague: Client
let task: TaskRow

beforeEach(async () => {
  app = await startApp()
  community = (await app.givenCity()).community
  staffId = await app.givenStaff('陈晓', ['caller', community])
  caller = await app.as(staffId)
  colleague = await app.as(await app.givenStaff('林雨', ['caller', community]))
  task = await app.givenTask({ unitId: community })
  app.clearValues.add(ADDRESS)
})

afterEach(() => expectNoLeaks(app))

const keyOf = async (client: Client = caller) => answerOf(OutboxKey, await client.get('/api/outbox/key'))
const now = () => app.clock.now.toISOString()
const inClear = (change: Partial<InClear> = {}): InClear => ({
  requestId: crypto.randomUUID(),
  kind: 'record-call',
  at: now(),
  ...change,
})

function ended(call: Partial<RecordCall> = {}, change: Partial<WaitingChange> = {}): WaitingChange {
  const body = { version: task.version, callAttemptId: null, outcome: 'no_answer', callBackAt: null, ...call }
  return { staffId, ids: { taskId: task.id }, body, label: `无人接听 #${task.code}`, taskId: task.id, ...change }
}

const send = (box: SealedChange, client: Client = caller) => client.send('POST', '/api/outbox', box)
const take = async (box: SealedChange) => answerOf(OpenedChange, await send(box))

async function sealReport(): Promise<SealedChange> {
  const fields = { ...emptyReportFields(), outcome: 'reached' as const, address: ADDRESS }
  const body = { version: task.version, callAttemptId: null, fields }
  return sealChange(await keyOf(), inClear({ kind: 'submit-report' }), {
    ...ended(),
    body,
    label: `反馈 #${task.code}`,
  })
}

describe('a change that waited on the phone', () => {
  it('is done once, at the time at which it happened, however often it comes', async () => {
    const happened = app.clock.now
    const box = await sealChange(await keyOf(), inClear(), ended())
    app.clock.advance(31 * MINUTE_MS)
    caller = await app.as(staffId)

    const [first, second] = [await take(box), await take(box)]

    expect(first).not.toHaveProperty('body')
    expect(first).toMatchObject({ refusal: null, label: `无人接听 #${task.code}`, answer: { id: task.id } })
    expect(second).toEqual({ ...first, arrivedAt: second.arrivedAt })
    const attempts = await app.deps.db.select().from(callAttempts).where(eq(callAttempts.taskId, task.id))
    expect(attempts).toMatchObject([{ outcome: 'no_answer', staffId, endedAt: happened }])
    const made = and(eq(events.taskId, task.id), eq(events.kind, 'call_recorded'))
    expect(await app.deps.db.select().from(events).where(made)).toMatchObject([{ at: happened }])
  })

  it('is the same change as one the phone had sent without hearing the answer', async () => {
    const { requestId, kind, at } = inClear()
    const box = await sealChange(await keyOf(), { requestId, kind, at }, ended())
    const body = ended().body
    await caller.send('POST', `/api/tasks/${task.id}/call-attempts`, body, { 'idempotency-key': requestId })

    expect((await take(box)).refusal).toBeNull()

    expect(await app.deps.db.select().from(callAttempts)).toHaveLength(1)
  })

  it('is never done later than now, whatever the clock of the phone says', async () => {
    await take(await sealChange(await keyOf(), inClear({ at: '2030-01-01T00:00:00.000Z' }), ended()))

    expect(only(await app.deps.db.select().from(callAttempts)).endedAt).toEqual(app.clock.now)
  })

  it('is told, and not done, after two days', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended())
    app.clock.advance(47 * HOUR_MS)
    caller = await app.as(staffId)

    expect((await take(box)).refusal?.code).toBe('waited_too_long')
    expect(await app.deps.db.select().from(callAttempts)).toEqual([])
  })

  it('needs the role it needs at any time', async () => {
    staffId = await app.givenStaff('周海')
    const nobody = await app.as(staffId)
    const box = await sealChange(await keyOf(nobody), inClear(), ended())

    expect((await answerOf(OpenedChange, await send(box, nobody))).refusal?.code).toBe('no_role')
  })

  it('without a session is no refusal: nothing is noted and the box can come again', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended())
    app.clock.advance(31 * MINUTE_MS)

    expect((await refusalOf(await send(box))).code).toBe('session_idle')

    expect(await app.deps.db.select().from(lateChanges)).toEqual([])
    caller = await app.as(staffId)
    expect((await take(box)).refusal).toBeNull()
  })
})

describe('what came too late', () => {
  it('says what a colleague did meanwhile, the same each time it is asked', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended())
    await noteCall(colleague, task, { outcome: 'busy' })

    const told = await take(box)

    expect(told.refusal).toMatchObject({ code: 'task_changed', changes: [{ by: '林雨' }] })
    expect((await take(box)).refusal).toEqual(told.refusal)
    expect(await app.deps.db.select().from(callAttempts)).toHaveLength(1)
  })

  it('says that the task is closed', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended())
    await app.closeTask(task.id)

    expect((await take(box)).refusal).toMatchObject({ code: 'task_closed' })
  })

  it('keeps what was typed: it comes back with the form, and nothing newer is lost for it', async () => {
    const box = await sealReport()
    await noteCall(colleague, task, { outcome: 'busy' })

    const told = await take(box)
    expect(told.refusal?.code).toBe('task_changed')
    expect(JSON.stringify(told)).toContain('望江苑')
    expect(JSON.stringify(told)).not.toContain(ADDRESS)

    expect((await getTask(caller, task.id)).draft).toMatchObject({ address: expect.stringContaining('望江苑') })
    expect(await app.deps.db.select().from(reports)).toEqual([])
    const newer = { fields: { ...emptyReportFields(), origin: '荔湾区' } }
    await caller.send('PUT', `/api/tasks/${task.id}/draft`, newer)
    await take(await sealReport())
    expect((await getTask(caller, task.id)).draft).toMatchObject({ origin: '荔湾区' })
  })

  it('can be read by its maker for two days, also from another phone, and by nobody else', async () => {
    await take(await sealChange(await keyOf(), inClear(), ended()))
    await take(await sealChange(await keyOf(), inClear(), ended({ outcome: 'busy' }, { label: `占线 #${task.code}` })))

    const list = async (client: Client) => (await answerOf(LateChanges, await client.get('/api/outbox'))).items
    const own = await list(await app.as(staffId))
    expect(own.map(({ label, refusal }) => [label, refusal?.code ?? null])).toEqual(
      expect.arrayContaining([
        [`无人接听 #${task.code}`, null],
        [`占线 #${task.code}`, 'task_changed'],
      ]),
    )
    expect(await list(colleague)).toEqual([])

    app.clock.advance(49 * HOUR_MS)
    await sweepOld(app.deps)
    expect(await app.deps.db.select().from(lateChanges)).toEqual([])
    expect(await app.deps.db.select().from(requests)).toEqual([])
  })
})

describe('a sealed box', () => {
  it('opens for nobody but its maker', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended())

    expect((await refusalOf(await send(box, colleague))).code).toBe('sealed_by_other')
    expect(await app.deps.db.select().from(callAttempts)).toEqual([])
  })

  it.each([
    ['another time', (box: SealedChange) => ({ ...box, at: '2022-05-21T11:00:00.000Z' })],
    ['another request', (box: SealedChange) => ({ ...box, requestId: crypto.randomUUID() })],
    ['another kind', (box: SealedChange) => ({ ...box, kind: 'undo-record' as const })],
    [
      'a changed letter',
      (box: SealedChange) => ({ ...box, box: box.box.replace(/.(?=.{20}$)/, l => (l === 'A' ? 'B' : 'A')) }),
    ],
    ['another key', (box: SealedChange) => ({ ...box, keyId: '0000' })],
    ['a point that is none', (box: SealedChange) => ({ ...box, point: 'B'.repeat(87) })],
  ])('with %s does not open', async (_what, forge) => {
    const box = await sealChange(await keyOf(), inClear(), ended())

    expect(await refusalOf(await send(forge(box)))).toMatchObject({ status: 410, code: 'sealed_unreadable' })
  })

  it('asks for what may wait and nothing else', async () => {
    const box = await sealChange(await keyOf(), inClear(), ended({}, { ids: { taskId: task.id, other: task.id } }))
    expect((await refusalOf(await send({ ...box, kind: 'dial-task' } as unknown as SealedChange))).code).toBe(
      'invalid_input',
    )
    const noTask = await sealChange(await keyOf(), inClear(), ended({}, { ids: {} }))
    expect((await take(noTask)).refusal?.code).toBe('no_such_route')
  })

  it('shows nothing of what is in it, whatever that is', async () => {
    const key = await keyOf()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async words => {
        const note = `听力不好${words}`
        const box = await sealChange(key, inClear(), { ...ended(), body: { note } })
        expect(JSON.stringify(box)).not.toContain('听力不好')
        expect(Object.keys(box).sort()).toEqual(['at', 'box', 'keyId', 'kind', 'point', 'requestId'])
      }),
      { numRuns: 50 },
    )
  })

  it('is opened with its own key after another has come, and not for ever', async () => {
    const old = await keyOf()
    app.clock.advance(8 * DAY_MS)
    caller = await app.as(staffId)
    const next = await keyOf()
    expect(next.id).not.toBe(old.id)
    expect(next.mark).toBe(old.mark)
    expect((await keyOf(await app.as(await app.givenStaff('周海')))).mark).not.toBe(old.mark)

    expect((await take(await sealChange(old, inClear(), ended()))).refusal).toBeNull()
    app.clock.advance(7 * DAY_MS)
    await sweepOld(app.deps)
    expect((await app.deps.db.select().from(outboxKeys)).map(({ id }) => id)).toEqual([next.id])
  })
})
