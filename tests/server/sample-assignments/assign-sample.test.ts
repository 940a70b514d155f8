import { eq } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AuditPage } from '../../../contract/audit.ts'
import { TaskDetail } from '../../../contract/tasks.ts'
import { batches, events } from '../../../server/db/schema/index.ts'
import { receiveTestResults, type NewTestResult } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { answerOf, getTask, refusalOf } from '../../support/steps.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let recorder: Client
let lead: Client
let neighbour: Client
let unitId: string
let serial = 0

beforeAll(async () => {
  app = await startApp()
  const city = await app.givenCity()
  unitId = city.community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', unitId]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city.street]))
  neighbour = await app.as(await app.givenStaff('钱进', ['caller', city.neighbour]))
})

afterEach(() => expectNoLeaks(app))

interface Row {
  id: string
  phone?: string
  idNumber?: string
  result?: NewTestResult['result']
}

function labSends({ id, phone, idNumber, result = 'negative' }: Row): Promise<unknown> {
  const { sealer, db } = app.deps
  const now = app.clock.now
  const row = {
    id,
    phoneHash: phone === undefined ? null : sealer.hash('phone', phone),
    idHash: idNumber === undefined ? null : sealer.hash('id_number', idNumber),
    sampledAt: new Date(now.getTime() - HOUR_MS),
    result,
    source: '区化验室',
    receivedAt: now,
  }
  return db.transaction(tx => receiveTestResults(tx, [row], now))
}

const newPhone = () => `1370000${String((serial += 1)).padStart(4, '0')}`
const newIdNumber = () => `44990319900101${String((serial += 1)).padStart(4, '0')}`
const sampleOf = (task: TaskDetail, id: string) => task.samples.find(sample => sample.id === id)
const kindsOf = async (taskId: string) =>
  (await app.deps.db.select().from(events).where(eq(events.taskId, taskId)).orderBy(events.seq)).map(one => one.kind)

/** Two people on one number, of whom the second's ID number is not on the list, and the card of their task. */
async function givenCouple(phone = newPhone()) {
  const idNumber = newIdNumber()
  const { id } = await app.givenTask({
    unitId,
    phone,
    subjects: [
      { name: '李四光', idNumber, idNote: null },
      { name: '王小二', idNumber: null, idNote: null },
    ],
  })
  const { subjects } = await getTask(caller, id)
  const [first, second] = subjects.map(person => person.id)
  if (first === undefined || second === undefined) throw new Error('two people were given')
  return { id, phone, idNumber, first, second }
}

const assign = async (by: Client, { id, sampleId, whose }: { id: string; sampleId: string; whose: string | null }) => {
  const { version } = await getTask(caller, id)
  return by.send('POST', `/api/tasks/${id}/sample-assignments`, { version, sampleId, subjectId: whose })
}
const undo = async (by: Client, { id, sampleId }: { id: string; sampleId: string }) =>
  by.send('POST', `/api/tasks/${id}/sample-assignments/undo`, {
    version: (await getTask(caller, id)).version,
    sampleId,
  })

describe('a sample of the number alone', () => {
  it('asks whose it is, and counts for the person it is assigned to', async () => {
    const { id, phone, idNumber, first, second } = await givenCouple()
    await labSends({ id: 'a-1', phone })
    await labSends({ id: 'a-2', phone, idNumber })
    const asking = await getTask(caller, id)
    expect(sampleOf(asking, 'a-1')).toMatchObject({ subjectId: null, candidates: [first, second], assigned: null })
    expect(sampleOf(asking, 'a-2')).toMatchObject({ subjectId: first, candidates: [], assigned: null })
    expect(asking.ruleProgress.text).toContain('有 1 份样本不知是谁的，请问清')

    const answered = await answerOf(TaskDetail, await assign(recorder, { id, sampleId: 'a-1', whose: second }))

    expect(answered).toMatchObject({ status: 'closed', ruleProgress: { have: 1 } })
    expect(sampleOf(answered, 'a-1')).toMatchObject({
      subjectId: second,
      counts: true,
      assigned: { by: '林雨', at: app.clock.now.toISOString() },
    })
    expect(await kindsOf(id)).toEqual(['task_created', 'task_sampled', 'sample_assigned', 'task_matched'])
    const audit = await answerOf(AuditPage, await lead.get(`/api/audit?taskId=${id}`))
    expect(audit.items).toMatchObject([{ action: 'assign', staffName: '林雨', reason: '第 2 人' }])
  })

  it('tells an open card of it, once', async () => {
    const { id, phone } = await givenCouple()
    await labSends({ id: 't-1', phone })
    await labSends({ id: 't-1', phone })

    expect(await app.taskNow(id)).toMatchObject({ version: 2, status: 'to_call', testsHave: 0 })
    expect(await kindsOf(id)).toEqual(['task_created', 'task_sampled'])
  })

  it('is nobody’s here where the answer is so, and asks no more', async () => {
    const { id, phone } = await givenCouple()
    await labSends({ id: 'n-1', phone, result: 'positive' })
    expect((await app.taskNow(id)).positiveAt).not.toBeNull()

    const answered = await answerOf(TaskDetail, await assign(lead, { id, sampleId: 'n-1', whose: null }))

    expect(answered.samples).toMatchObject([{ subjectId: null, assigned: { by: '赵敏' } }])
    expect(answered.ruleProgress.text).not.toContain('请问清')
    expect(await app.taskNow(id)).toMatchObject({ status: 'to_call', positiveAt: null })
  })

  it('is open again after an undo, and so is the task', async () => {
    const { id, phone, idNumber, second } = await givenCouple()
    await labSends({ id: 'u-1', phone, idNumber })
    await labSends({ id: 'u-2', phone })
    await assign(caller, { id, sampleId: 'u-2', whose: second })
    expect((await app.taskNow(id)).status).toBe('closed')

    const open = await answerOf(TaskDetail, await undo(recorder, { id, sampleId: 'u-2' }))

    expect(open).toMatchObject({ status: 'to_call', matchedAt: null })
    expect(sampleOf(open, 'u-2')).toMatchObject({ subjectId: null, assigned: null })
    expect(await kindsOf(id)).toContain('sample_unassigned')
    expect((await refusalOf(await undo(recorder, { id, sampleId: 'u-2' }))).code).toBe('not_found')
  })

  it('moved from one person to the other opens a task that it had closed', async () => {
    const { id, phone, idNumber, first, second } = await givenCouple()
    await labSends({ id: 'm-1', phone, idNumber })
    await labSends({ id: 'm-2', phone })
    await assign(caller, { id, sampleId: 'm-2', whose: second })

    const moved = await answerOf(TaskDetail, await assign(caller, { id, sampleId: 'm-2', whose: first }))

    expect(moved).toMatchObject({ status: 'to_call', ruleProgress: { have: 0 } })
    expect(sampleOf(moved, 'm-2')).toMatchObject({ subjectId: first, counts: false })
  })

  it('answered the same twice changes nothing the second time', async () => {
    const { id, phone, first } = await givenCouple()
    await labSends({ id: 's-1', phone })
    await assign(caller, { id, sampleId: 's-1', whose: first })
    const before = await app.taskNow(id)

    await answerOf(TaskDetail, await assign(recorder, { id, sampleId: 's-1', whose: first }))

    expect(await app.taskNow(id)).toEqual(before)
  })
})

describe('a correction of the lab', () => {
  it('with another number or ID number takes the answer back', async () => {
    const { id, phone, idNumber, second } = await givenCouple()
    await labSends({ id: 'c-1', phone })
    await labSends({ id: 'c-2', phone, idNumber })
    await assign(caller, { id, sampleId: 'c-1', whose: second })
    expect((await app.taskNow(id)).status).toBe('closed')

    await labSends({ id: 'c-1', phone: newPhone() })
    expect((await app.taskNow(id)).status).toBe('to_call')

    await labSends({ id: 'c-1', phone })
    expect(sampleOf(await getTask(caller, id), 'c-1')).toMatchObject({ subjectId: null, assigned: null })
  })

  it('of the result alone leaves the answer and counts anew', async () => {
    const { id, phone, idNumber, second } = await givenCouple()
    await labSends({ id: 'r-1', phone, result: 'pending' })
    await labSends({ id: 'r-2', phone, idNumber })
    await assign(caller, { id, sampleId: 'r-1', whose: second })
    expect((await app.taskNow(id)).status).toBe('to_call')

    await labSends({ id: 'r-1', phone })

    expect(await app.taskNow(id)).toMatchObject({ status: 'closed', matchedBy: expect.arrayContaining(['r-1', 'r-2']) })
  })
})

describe('a refusal', () => {
  it('of a sample that names somebody, of a stranger and of a sample of another number', async () => {
    const { id, phone, idNumber, second } = await givenCouple()
    const other = await givenCouple()
    await labSends({ id: 'x-1', phone, idNumber })
    await labSends({ id: 'x-2', phone: other.phone })
    await labSends({ id: 'x-3', phone })

    const codeOf = async (sampleId: string, whose: string) =>
      (await refusalOf(await assign(caller, { id, sampleId, whose }))).code
    expect(await codeOf('x-1', second)).toBe('sample_settled')
    expect(await codeOf('x-2', second)).toBe('not_found')
    expect(await codeOf('x-3', other.first)).toBe('not_found')
  })

  it('of a person whose ID number the sample speaks against', async () => {
    const { id, phone, first, second } = await givenCouple()
    await labSends({ id: 'i-1', phone, idNumber: newIdNumber() })

    expect((await getTask(caller, id)).samples).toMatchObject([{ candidates: [second] }])
    expect((await refusalOf(await assign(caller, { id, sampleId: 'i-1', whose: first }))).code).toBe('not_found')
  })

  it('of an older version, of a foreign community and of a list that has ended', async () => {
    const { id, phone, first, second } = await givenCouple()
    await labSends({ id: 'o-1', phone })
    const body = { version: 1, sampleId: 'o-1', subjectId: first }
    await assign(caller, { id, sampleId: 'o-1', whose: first })
    const stale = await refusalOf(
      await recorder.send('POST', `/api/tasks/${id}/sample-assignments`, { ...body, subjectId: second }),
    )
    expect(stale).toMatchObject({
      code: 'task_changed',
      changes: [{ by: null }, { by: '陈晓', text: '认定了样本是谁的' }],
    })
    expect((await refusalOf(await neighbour.send('POST', `/api/tasks/${id}/sample-assignments`, body))).code).toBe(
      'not_found',
    )

    const { batchId } = await app.taskNow(id)
    await app.deps.db.update(batches).set({ status: 'closed' }).where(eq(batches.id, batchId))
    expect((await refusalOf(await assign(caller, { id, sampleId: 'o-1', whose: second }))).code).toBe('batch_not_open')
  })
})
