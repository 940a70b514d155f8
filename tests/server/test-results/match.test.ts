import { eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { events } from '../../../server/db/schema/index.ts'
import { receiveTestResults, type NewTestResult } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { getTask, record, submit } from '../../support/steps.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let caller: Client
let recorder: Client
let unitId: string
let serial = 0

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', community]))
})

afterEach(() => expectNoLeaks(app))

interface Row {
  id: string
  phone?: string
  idNumber?: string
  result?: NewTestResult['result']
  hoursAgo?: number
}

/** Rows as the lab sends them, taken in one go. */
function labSends(...rows: Row[]): Promise<{ changed: number }> {
  const { sealer, db } = app.deps
  const now = app.clock.now
  const hashed = rows.map(({ id, phone, idNumber, result = 'negative', hoursAgo = 1 }) => ({
    id,
    phoneHash: phone === undefined ? null : sealer.hash('phone', phone),
    idHash: idNumber === undefined ? null : sealer.hash('id_number', idNumber),
    sampledAt: new Date(now.getTime() - hoursAgo * HOUR_MS),
    result,
    source: '区化验室',
    receivedAt: now,
  }))
  return db.transaction(tx => receiveTestResults(tx, hashed, now))
}

const newPhone = () => `1390000${String((serial += 1)).padStart(4, '0')}`
const newIdNumber = () => `44990319900101${String((serial += 1)).padStart(4, '0')}`
const subject = (idNumber: string | null) => ({ name: '李四光', idNumber, idNote: null })
const given = (phone: string, ...idNumbers: (string | null)[]) =>
  app.givenTask({ unitId, phone, subjects: idNumbers.length > 0 ? idNumbers.map(subject) : [subject(newIdNumber())] })
const kindsOf = async (taskId: string) =>
  (await app.deps.db.select().from(events).where(eq(events.taskId, taskId)).orderBy(events.seq)).map(one => one.kind)

describe('a negative sample', () => {
  it('closes the task, says why, and which sample did it', async () => {
    const task = await given(newPhone(), '449903199001015678')

    expect(await labSends({ id: 'n-1', idNumber: '449903199001015678' })).toEqual({ changed: 1 })

    expect(await getTask(caller, task.id)).toMatchObject({
      status: 'closed',
      closedReason: '核酸已匹配（5月21日 19:00 区化验室）',
      matchedAt: app.clock.now.toISOString(),
      samples: [{ id: 'n-1', counts: true }],
      testsHave: 1,
    })
    expect(await kindsOf(task.id)).toEqual(['task_created', 'task_matched'])
  })

  it('outside the window changes nothing', async () => {
    const phone = newPhone()
    const task = await given(phone)

    await labSends({ id: 'n-2', phone, hoursAgo: 49 })

    expect(await app.taskNow(task.id)).toMatchObject({ status: 'to_call', version: 1 })
  })

  it('sent twice changes nothing the second time', async () => {
    const phone = newPhone()
    const task = await given(phone)
    await labSends({ id: 'n-3', phone })
    const before = await app.taskNow(task.id)

    expect(await labSends({ id: 'n-3', phone })).toEqual({ changed: 0 })
    expect(await app.taskNow(task.id)).toEqual(before)
  })
})

describe('a withdrawn sample', () => {
  it.each([
    ['to_call', async () => undefined],
    ['reported', (task: { id: string; version: number }) => submit(caller, task)],
    ['recorded', async (task: { id: string; version: number }) => record(recorder, await submit(caller, task))],
  ] as const)('opens the task again where people had brought it: %s', async (status, work) => {
    const phone = newPhone()
    const task = await given(phone)
    await work(task)
    await labSends({ id: `v-${status}`, phone })
    expect((await app.taskNow(task.id)).status).toBe('closed')

    await labSends({ id: `v-${status}`, phone, result: 'void' })

    expect(await app.taskNow(task.id)).toMatchObject({ status, matchedAt: null, closedReason: null, testsHave: 0 })
    expect(await kindsOf(task.id)).toContain('task_unmatched')
  })

  it('leaves an exempt task closed', async () => {
    const phone = newPhone()
    const task = await given(phone)
    await record(recorder, await submit(caller, task, { outcome: 'wrong_person' }))
    await labSends({ id: 'v-exempt', phone })
    await labSends({ id: 'v-exempt', phone, result: 'void' })

    expect(await app.taskNow(task.id)).toMatchObject({
      status: 'closed',
      matchedAt: null,
      exempt: 'wrong_person',
      closedReason: '人机不符，不计入匹配率',
    })
  })

  it('replaced by a row of another number closes that one and opens the first', async () => {
    const [wrong, right] = [newPhone(), newPhone()]
    const [first, second] = [await given(wrong), await given(right)]
    await labSends({ id: 'moved', phone: wrong })

    await labSends({ id: 'moved', phone: right })

    expect((await app.taskNow(first.id)).status).toBe('to_call')
    expect((await app.taskNow(second.id)).status).toBe('closed')
  })
})

describe('a positive sample', () => {
  it('is raised and never closes', async () => {
    const phone = newPhone()
    const task = await given(phone)

    await labSends({ id: 'p-1', phone, result: 'positive' })
    await labSends({ id: 'p-2', phone })

    const now = await app.taskNow(task.id)
    expect(now).toMatchObject({ status: 'to_call', matchedAt: null, positiveAt: app.clock.now })
    expect(await kindsOf(task.id)).toContain('positive_found')
  })

  it('opens a matched task, also where an earlier positive was withdrawn', async () => {
    const phone = newPhone()
    const task = await given(phone)
    await labSends({ id: 'p-3', phone, result: 'positive' }, { id: 'p-4', phone })
    await labSends({ id: 'p-3', phone, result: 'void' })
    expect((await app.taskNow(task.id)).status).toBe('closed')

    await labSends({ id: 'p-5', phone, result: 'positive' })

    expect(await app.taskNow(task.id)).toMatchObject({ status: 'to_call', matchedAt: null })
    expect((await kindsOf(task.id)).filter(kind => kind === 'positive_found')).toHaveLength(2)
  })
})

describe('a number several people share', () => {
  it('is not closed by a sample of the number alone', async () => {
    const phone = newPhone()
    const task = await given(phone, newIdNumber(), newIdNumber())

    await labSends({ id: 'f-1', phone })

    expect((await app.taskNow(task.id)).status).toBe('to_call')
    expect((await getTask(caller, task.id)).samples).toMatchObject([{ id: 'f-1', counts: false }])
  })

  it('is closed when every one of them has a sample that names them, and not before', async () => {
    const [phone, mine, hers] = [newPhone(), newIdNumber(), newIdNumber()]
    const task = await given(phone, mine, hers)

    await labSends({ id: 'f-2', phone }, { id: 'f-3', phone, idNumber: mine })
    expect((await app.taskNow(task.id)).status).toBe('to_call')

    await labSends({ id: 'f-5', phone, idNumber: hers })
    expect(await app.taskNow(task.id)).toMatchObject({ status: 'closed', matchedBy: ['f-3', 'f-5'] })
  })

  it('is not closed by a sample that names a stranger', async () => {
    const phone = newPhone()
    const task = await given(phone, newIdNumber(), null)

    await labSends({ id: 'f-4', phone, idNumber: newIdNumber() })

    expect((await app.taskNow(task.id)).status).toBe('to_call')
  })
})

it('lets the ID number win where phone and ID number point to different people', async () => {
  const [phone, otherPhone, idNumber] = [newPhone(), newPhone(), newIdNumber()]
  const byPhone = await given(phone, null)
  const byId = await given(otherPhone, idNumber)

  await labSends({ id: 'd-1', phone, idNumber })

  expect((await app.taskNow(byPhone.id)).status).toBe('to_call')
  expect((await app.taskNow(byId.id)).status).toBe('closed')
})

it('comes to the same whatever order the rows arrive in', async () => {
  const results = fc.constantFrom<NewTestResult['result'][]>('negative', 'positive', 'pending', 'void')
  const row = fc.record({ result: results, hoursAgo: fc.integer({ min: 0, max: 60 }) })
  const sendings = fc
    .array(row, { minLength: 1, maxLength: 4 })
    .chain(rows => fc.tuple(fc.constant(rows), fc.shuffledSubarray([...rows.keys()], { minLength: rows.length })))

  await fc.assert(
    fc.asyncProperty(sendings, async ([rows, order]) => {
      const [here, there] = [newPhone(), newPhone()]
      const [a, b] = [await given(here), await given(there)]
      for (const i of rows.keys()) await labSends({ id: `${a.code}-${i}`, phone: here, ...rows[i] })
      for (const i of order) await labSends({ id: `${b.code}-${i}`, phone: there, ...rows[i] })

      const pick = ({ status, testsHave, exempt, positiveAt }: Awaited<ReturnType<typeof app.taskNow>>) => {
        return { status, testsHave, exempt, positive: positiveAt !== null }
      }
      expect(pick(await app.taskNow(b.id))).toEqual(pick(await app.taskNow(a.id)))
    }),
    { numRuns: 25 },
  )
})
