// Feeds of other systems (P9, P14): signature, idempotency, limits, and what shows on the task.
import { createHmac } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AlertList } from '../../../contract/alerts.ts'
import { FeedAnswer, MAX_FEED_ROWS } from '../../../contract/test-results.ts'
import { events, sourceFacts, testResults } from '../../../server/db/schema/index.ts'
import { sign } from '../../../server/feeds/verify-delivery.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { ORIGIN, startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf, getTask, refusalOf } from '../../support/steps.ts'

const KEY = 'a key of the feeds alone'

let app: TestApp
let caller: Client
let lead: Client
let task: TaskRow

beforeAll(async () => {
  app = await startApp({ feedKey: KEY })
})

beforeEach(async () => {
  await startOver(app)
  const { community, city } = await app.givenCity()
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
  lead = await app.as(await app.givenStaff('赵敏', ['lead', city]))
  task = await app.givenTask({ unitId: community, phone: '13812345678' })
})

interface Sent {
  key?: string
  at?: Date
  delivery?: string | null
  /** Sent instead of what was signed. */
  tampered?: string
}

async function send(feed: string, body: unknown, { key = KEY, at, delivery, tampered }: Sent = {}): Promise<Response> {
  const text = JSON.stringify(body)
  const timestamp = String(Math.floor((at ?? app.clock.now).getTime() / 1000))
  const id = delivery === undefined ? crypto.randomUUID() : delivery
  const headers = {
    'content-type': 'application/json',
    'x-hecha-timestamp': timestamp,
    'x-hecha-signature': await sign(key, timestamp, new TextEncoder().encode(text)),
    ...(id === null ? {} : { 'x-hecha-delivery': id }),
  }
  return app.app.request(`${ORIGIN}/api/feeds/${feed}`, { method: 'POST', headers, body: tampered ?? text })
}

const negative = (fields: object = {}) => ({
  id: 'R1',
  phone: '138 1234 5678',
  sampledAt: '2022-05-21 08:10',
  result: '阴性',
  site: '栖云花园北门',
  ...fields,
})

const give = async (feed: string, rows: object[], source?: string) =>
  answerOf(FeedAnswer, await send(feed, { rows, ...(source ? { source } : {}) }))

describe('a delivery', () => {
  it('counts rows, replaced ones and bad ones', async () => {
    await give('test-results', [negative()])

    expect(await give('test-results', [negative(), negative({ id: 'R2', phone: '' }), { id: 'R3' }])).toEqual({
      rows: 3,
      kept: 1,
      replacesEarlier: 1,
      bad: [
        { row: 2, id: 'R2', problem: 'who_missing' },
        { row: 3, id: null, problem: 'sampled_at_wrong' },
      ],
      changed: 0,
    })
  })

  it('with other rows under the id of one that was taken is refused', async () => {
    const delivery = crypto.randomUUID()
    await send('test-results', { rows: [negative()] }, { delivery })

    const other = await send('test-results', { rows: [negative({ id: 'R2' })] }, { delivery })

    expect(await refusalOf(other)).toMatchObject({ status: 409, code: 'request_id_reused' })
    expect(await app.deps.db.$count(testResults)).toBe(1)
  })

  it('is taken once, however often it comes', async () => {
    const delivery = crypto.randomUUID()
    const first = await answerOf(FeedAnswer, await send('test-results', { rows: [negative()] }, { delivery }))
    const again = await answerOf(FeedAnswer, await send('test-results', { rows: [negative()] }, { delivery }))

    expect(again).toEqual(first)
    expect(first.changed).toBe(1)
    expect(await app.deps.db.$count(events)).toBe(3)
  })

  it.each<[string, Sent, string]>([
    ['another key', { key: 'a key of somebody else' }, 'feed_signature_wrong'],
    ['another body than signed', { tampered: '{"rows":[]}' }, 'feed_signature_wrong'],
    ['a time more than five minutes ago', { at: new Date('2022-05-21T11:54:59Z') }, 'feed_signature_wrong'],
    ['a time more than five minutes ahead', { at: new Date('2022-05-21T12:05:01Z') }, 'feed_signature_wrong'],
    ['no delivery id', { delivery: null }, 'feed_delivery_missing'],
    ['a delivery id that is no UUID', { delivery: '1' }, 'feed_delivery_missing'],
  ])('with %s is refused and changes nothing', async (_, sent, code) => {
    expect((await refusalOf(await send('test-results', { rows: [negative()] }, sent))).code).toBe(code)
    expect(await app.deps.db.$count(testResults)).toBe(0)
  })

  it.each([new Date('2022-05-21T11:55:00Z'), new Date('2022-05-21T12:05:00Z')])('is taken at %s', async at => {
    expect((await send('test-results', { rows: [negative()] }, { at })).status).toBe(200)
  })

  it('is refused without any key set, saying so', async () => {
    app.deps.config.feedKey = null
    const refused = await refusalOf(await send('test-results', { rows: [] }))
    app.deps.config.feedKey = KEY

    expect(refused).toMatchObject({ status: 404, code: 'feed_not_configured' })
  })

  it('of more than 10,000 rows is refused', async () => {
    const rows = Array.from({ length: MAX_FEED_ROWS + 1 }, () => 0)

    expect(await refusalOf(await send('test-results', { rows }))).toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'rows' }],
    })
  })

  it('is signed by what any library calls HMAC-SHA-256', async () => {
    const body = '{"rows":[]}'
    const hex = createHmac('sha256', KEY).update(`1653134400.${body}`).digest('hex')
    const right = await sign(KEY, '1653134400', new TextEncoder().encode(body))

    expect(right).toBe(`sha256=${hex}`)
  })
})

describe('lab results', () => {
  it('close the task and say why: which sample, when, from where', async () => {
    await give('test-results', [negative()], '市疾控核酸平台')
    const detail = await getTask(caller, task.id)

    expect(detail).toMatchObject({
      status: 'closed',
      closedReason: '核酸已匹配（5月21日 08:10 栖云花园北门，市疾控核酸平台）',
      samples: [{ result: 'negative', counts: true, source: '市疾控核酸平台' }],
    })
  })

  it('open it again when the sample is withdrawn, and when it turns out to be somebody else’s', async () => {
    await give('test-results', [negative()])
    await give('test-results', [negative({ result: '作废' })])
    expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call', closedReason: null })

    await give('test-results', [negative()])
    await give('test-results', [negative({ phone: '13900000000' })])
    const detail = await getTask(caller, task.id)

    expect(detail).toMatchObject({ status: 'to_call', samples: [] })
    expect(detail.history[0]?.text).toBe('化验室撤回样本，重新打开')
  })

  it('close a number of several people only when each of them is tested by ID number', async () => {
    const ids = ['449903199001011234', '449903196001011238']
    const family = await app.givenTask({
      unitId: task.unitId,
      phone: '13700000001',
      subjects: ids.map(idNumber => ({ name: '张三丰', idNumber, idNote: null })),
    })
    const row = (id: string, idNumber: string | null) => negative({ id, idNumber, phone: '13700000001' })

    await give('test-results', [row('F0', null), row('F1', ids[0] ?? '')])
    const half = await getTask(caller, family.id)
    await give('test-results', [row('F2', ids[1] ?? '')])

    expect(half).toMatchObject({
      status: 'to_call',
      samples: [{ subjectId: half.subjects[0]?.id }, { subjectId: null }],
    })
    expect(half.ruleProgress.text).toContain('有 1 份样本不知是谁的，请问清')
    expect(await getTask(caller, family.id)).toMatchObject({ status: 'closed' })
  })

  it('raise a positive to the lead at once, who notes having seen it', async () => {
    await give('test-results', [negative({ result: '阳性' })])
    const { alerts } = await answerOf(AlertList, await lead.get('/api/alerts'))

    expect(alerts).toMatchObject([{ kind: 'positive', taskId: task.id, name: '张**', phoneTail: '5678', seenAt: null }])
    expect(await getTask(caller, task.id)).toMatchObject({ status: 'to_call' })
    expect((await lead.send('POST', `/api/alerts/${alerts[0]?.id}/seen`)).status).toBe(204)
    const seen = await answerOf(AlertList, await lead.get('/api/alerts'))
    expect(seen.alerts).toMatchObject([{ seenBy: '赵敏' }])
  })
})

describe('other systems', () => {
  it('show beside the list what they say, with source and time, and nothing is merged', async () => {
    await give('vaccinations', [{ id: 'V1', phone: '13812345678', doses: 2, at: '2022-04-01' }])
    await give('vaccinations', [{ id: 'V2', idNumber: '449903199001011234', doses: '3' }], '区疾控')
    const rows = [{ id: 'G1', phone: '13812345678', address: '云屏区桂花苑1栋201' }]
    const answer = await give('registrations', rows)

    const { facts } = await getTask(caller, task.id)
    expect(facts.filter(fact => fact.label === '疫苗').map(fact => [fact.value, fact.source])).toEqual([
      ['2 针', '疫苗接种系统'],
      ['3 针', '区疾控'],
    ])
    expect(facts.filter(fact => fact.label === '住址').map(fact => fact.source)).toEqual(['澜汀街道办', '网格登记'])
    expect(JSON.stringify(facts)).not.toContain('201')
    expect(answer).toEqual({ rows: 1, kept: 1, replacesEarlier: 0, bad: [], changed: 1 })
  })

  it('say nothing of whoever stands on a list with another number', async () => {
    const child = { name: '张小丰', idNumber: null, idNote: null }
    const other = { name: '王芳', idNumber: '449903198512054321', idNote: null }
    const household = await app.givenTask({ unitId: task.unitId, phone: '13844445555', subjects: [child] })
    await app.givenTask({ unitId: task.unitId, phone: '13811112222', subjects: [other] })
    await give('vaccinations', [
      { id: 'V1', phone: '13844445555', idNumber: '449903198512054321', doses: 3 },
      { id: 'V2', phone: '13844445555', doses: 1 },
    ])

    const { facts } = await getTask(caller, household.id)
    expect(facts.filter(fact => fact.label === '疫苗').map(fact => fact.value)).toEqual(['1 针'])
  })

  it('replace what they said before under the same id', async () => {
    await give('vaccinations', [{ id: 'V1', phone: '13812345678', doses: 2 }])
    const answer = await give('vaccinations', [{ id: 'V1', phone: '13812345678', doses: 3 }])

    expect(answer).toMatchObject({ kept: 1, replacesEarlier: 1 })
    expect(await app.deps.db.$count(sourceFacts)).toBe(1)
  })

  it('are told which rows were not taken', async () => {
    const { bad } = await give('vaccinations', [
      { id: 'V1', phone: '13812345678', doses: 12 },
      { id: 'V2', doses: 3 },
      { phone: '13812345678', doses: 3 },
    ])

    expect(bad.map(row => row.problem)).toEqual(['value_wrong', 'who_missing', 'id_missing'])
  })

  it('leave nothing in clear', async () => {
    for (const clear of ['13812345678', '云屏区桂花苑1栋201']) app.clearValues.add(clear)
    await give('registrations', [{ id: 'G1', phone: '13812345678', address: '云屏区桂花苑1栋201' }])
    await give('test-results', [negative()])

    await expectNoLeaks(app)
  })
})
