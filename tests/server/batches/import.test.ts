// Lists over HTTP (P1, P2, P3, P4, P5, P6, P8, P10): preview, import, what is remembered, roll back, close.
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Batch, BatchList, ImportPreview } from '../../../contract/batches.ts'
import { TaskPage } from '../../../contract/tasks.ts'
import { only } from '../../../server/db/db.ts'
import { auditEntries, batches, batchRows, events, requests, subjects } from '../../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { csvList, getBatch, importAs, importForm, previewForm, sampleList, sendForm } from '../../support/lists.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf, dial, getTask, noteCall, refusalOf } from '../../support/steps.ts'

let app: TestApp
let leadId: string
let lead: Client
let caller: Client
let community: string
let neighbour: string
let street: string

beforeAll(async () => {
  app = await startApp()
})

beforeEach(async () => {
  app.clock.now = new Date('2022-05-21T12:00:00Z')
  await startOver(app)
  const city = await app.givenCity()
  ;({ community, neighbour, street } = city)
  leadId = await app.givenStaff('赵敏', ['lead', city.street])
  lead = await app.as(leadId)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', city.community]))
})

afterAll(() => expect(app.logged).toEqual([]))

const preview = async (file = LIST, settings = {}) =>
  answerOf(ImportPreview, await sendForm(app, leadId, '/api/batches/preview', previewForm(file, settings)))

const listOf = async (reader: Client) => (await answerOf(TaskPage, await reader.get('/api/tasks'))).items
const batchesOf = async (reader: Client) => (await answerOf(BatchList, await reader.get('/api/batches'))).batches

const LIST = csvList(
  [
    '姓名,联系电话,所在社区,现住址,负责部门',
    '张三丰,13812345678,汀南社区,云屏区澜汀街道栖云花园3栋502,三组',
    '李四,13812345679,澜桥社区,桂花苑2栋101,三组',
    '李小四,13812345679,澜桥社区,桂花苑2栋101,三组',
    '王五,1381234567,汀南社区,汀南三巷8号,四组',
    '赵六,13912345670,北塘社区,北塘路1号,四组',
  ].join('\n'),
)

describe('the preview', () => {
  it('counts every row once and shows what comes where, masked', async () => {
    const { answer, columns, communities, unplaced, known } = await preview()

    expect(answer).toMatchObject({ rows: 5, new: 3, linked: 0, merged: 1, rejected: 1, tasks: 3, subjects: 4 })
    expect(answer.rejects).toEqual([
      {
        sheet: null,
        row: 5,
        column: '联系电话',
        value: expect.not.stringContaining('1381234567'),
        reason: 'phone_length',
      },
    ])
    expect(columns.map(({ header, field, unknown }) => [header, field, unknown])).toEqual([
      ['姓名', 'name', false],
      ['联系电话', 'phone', false],
      ['所在社区', 'community', false],
      ['现住址', 'address', false],
      ['负责部门', 'extra', true],
    ])
    expect(columns[1]?.examples[0]).toBe('138****5678')
    expect(communities).toEqual([
      { unitId: community, name: '汀南社区', tasks: 1 },
      { unitId: neighbour, name: '澜桥社区', tasks: 1 },
    ])
    expect({ unplaced, known }).toEqual({ unplaced: 1, known: false })
  })

  it('changes nothing', async () => {
    await preview()

    expect(await app.deps.db.$count(batches)).toBe(0)
    expect(await app.deps.db.$count(requests)).toBe(0)
  })

  it('holds no number, name or address in clear', async () => {
    const body = JSON.stringify(await preview())

    for (const clear of ['13812345678', '张三丰', '李小四', '栖云花园3栋502']) expect(body).not.toContain(clear)
  })

  it('takes the choice of a person before what the program thinks', async () => {
    const { columns } = await preview(LIST, { columns: { 负责部门: 'source', 现住址: 'ignore' } })

    expect(columns.slice(3)).toMatchObject([
      { header: '现住址', field: 'ignore', unknown: false, chosen: true },
      { header: '负责部门', field: 'source', unknown: false, chosen: true },
    ])
  })
})

describe('an import', () => {
  it('makes tasks of the own communities and answers with the batch', async () => {
    const batch = await importAs(app, leadId, LIST, { unitId: community, urgent: true })

    expect(batch).toMatchObject({ rows: 5, new: 3, merged: 1, rejected: 1, tasks: 3, status: 'open', untouched: true })
    const own = (await listOf(caller)).map(task => [task.phoneTail, task.urgent])
    expect(own.sort()).toEqual([
      ['5670', true],
      ['5678', true],
    ])
    expect(await app.deps.db.$count(subjects)).toBe(4)
    expect(await app.deps.db.$count(batchRows)).toBe(5)
  })

  it('keeps every row with what became of it, and shows the rejected ones with their reason', async () => {
    const { id } = await importAs(app, leadId, LIST, { unitId: community })
    const { rejects, columns, communities } = await getBatch(lead, id)

    expect(rejects).toEqual([
      {
        sheet: null,
        row: 5,
        column: '联系电话',
        value: expect.not.stringContaining('1381234567'),
        reason: 'phone_length',
      },
    ])
    expect(columns).toContainEqual({ sheet: null, header: '负责部门', field: 'extra' })
    expect(communities.map(({ name, tasks: count }) => [name, count])).toEqual([
      ['汀南社区', 2],
      ['澜桥社区', 1],
    ])
  })

  it('is asked which community is meant, when rows name none that is the lead’s', async () => {
    const refused = await refusalOf(await sendForm(app, leadId, '/api/batches', importForm(LIST)))

    expect(refused.code).toBe('no_community')
    expect(await app.deps.db.$count(batches)).toBe(0)
  })

  it('places each row where it certainly belongs, and asks about the others', async () => {
    const eastern = await app.givenUnit('street', '东埔街道')
    await app.givenUnit('community', '新汀南社区', street)
    await app.givenUnit('community', '大澜桥社区', eastern)
    const list = [
      '姓名,手机号,所在社区,现住址',
      '甲一,13912345601,汀南,',
      '乙二,13912345602,汀南社区居委会,',
      '丙三,13912345603,新汀南社区,',
      '丁四,13912345604,,大澜桥社区3栋',
      '戊五,13912345605,,澜桥社区3栋',
    ].join('\n')

    const { communities, unplaced } = await preview(csvList(list))

    const placed = Object.fromEntries(communities.map(({ name, tasks: count }) => [name, count]))
    expect({ placed, unplaced }).toEqual({ placed: { 汀南社区: 2, 新汀南社区: 1, 澜桥社区: 1 }, unplaced: 1 })
  })

  it('gives no tasks to a community of somebody else', async () => {
    const foreign = await app.givenUnit('community', '北塘社区')

    const refused = await refusalOf(await sendForm(app, leadId, '/api/batches', importForm(LIST, { unitId: foreign })))

    expect(refused.code).toBe('not_found')
  })

  it('knows the same file again by its content, whatever its name', async () => {
    await importAs(app, leadId, LIST, { unitId: community })
    const again = { ...LIST, fileName: '另一个名字.csv' }

    expect((await preview(again)).known).toBe(true)
    expect((await refusalOf(await sendForm(app, leadId, '/api/batches', importForm(again)))).code).toBe('batch_known')
    expect(await app.deps.db.$count(batches)).toBe(1)
  })

  it('makes one batch of two sends of the same request', async () => {
    const cookie = `hecha_session=${await app.givenSession(leadId)}`
    const headers = { origin: 'http://hecha.test', cookie, 'idempotency-key': crypto.randomUUID() }
    const send = async () => {
      const body = importForm(LIST, { unitId: community })
      return answerOf(Batch, await app.app.request('http://hecha.test/api/batches', { method: 'POST', headers, body }))
    }

    expect(await send()).toEqual(await send())
    expect(await app.deps.db.$count(batches)).toBe(1)
  })

  it('asks about an unknown column once: the answer is remembered for that sender', async () => {
    await importAs(app, leadId, LIST, { unitId: community, columns: { 负责部门: 'remark' }, source: '澜汀街道办' })
    const next = csvList(new TextDecoder().decode(LIST.bytes).replaceAll('1381234', '1371234'))

    const own = await preview(next)
    const other = await preview(next, { source: '区疾控' })

    expect(own.source).toBe('澜汀街道办')
    expect(own.columns.at(-1)).toMatchObject({ field: 'remark', unknown: false, chosen: true })
    expect(other.columns.at(-1)).toMatchObject({ field: 'extra', unknown: true, chosen: false })
  })

  it('keeps two files of one minute as two lists with source, rule and deadline of their own', async () => {
    const deadlineAt = '2022-05-21T16:00:00.000Z'
    await importAs(app, leadId, LIST, { unitId: community, name: '早', source: '街道', deadlineAt })
    app.clock.advance(20_000)
    await importAs(app, leadId, sampleList('02-0520-police.csv'), { unitId: community, name: '晚', source: '公安' })

    expect((await batchesOf(lead)).map(({ name, source, deadlineAt: at }) => [name, source, at])).toEqual([
      ['晚', '公安', null],
      ['早', '街道', deadlineAt],
    ])
  })

  it('tells in one line how far the list is and how much time is left', async () => {
    await importAs(app, leadId, LIST, { unitId: community, name: '0521名单', deadlineAt: '2022-05-21T14:20:00.000Z' })

    expect((await batchesOf(lead))[0]?.statusLine).toBe(
      '【0521名单】收到 5 行（退回 1），任务 3，已录入 0，匹配率 0.0%（0/3），还剩 2 小时 20 分，最迟 5月21日 22:20（5月21日 20:00）',
    )
  })

  it('carries the last outcome over to a number that comes again, and says who called', async () => {
    await importAs(app, leadId, LIST, { unitId: community })
    const called = only((await listOf(caller)).filter(task => task.phoneTail === '5678'))
    await noteCall(caller, called, { outcome: 'no_answer' })
    const next = csvList('姓名,手机号,住址\n张三丰,13812345678,云屏区澜汀街道桂花苑1栋\n', '次日.csv')
    const batch = await importAs(app, leadId, next, { unitId: community })
    const again = only((await listOf(caller)).filter(task => task.id !== called.id && task.phoneTail === '5678'))
    const detail = await getTask(caller, again.id)

    expect(batch).toMatchObject({ new: 0, linked: 1 })
    expect(again).toMatchObject({ lastOutcome: 'no_answer' })
    expect(detail.attempts).toMatchObject([{ staffName: '陈晓', outcome: 'no_answer' }])
    expect(detail.facts.filter(fact => fact.label === '住址')).toHaveLength(2)
  })

  it('leaves no value in clear in the database', async () => {
    for (const clear of ['13812345678', '张三丰', '栖云花园3栋502']) app.clearValues.add(clear)
    await importAs(app, leadId, LIST, { unitId: community })

    const rows = await app.deps.db.execute(
      'select t::text as row from tasks t union all select b::text from batch_rows b',
    )
    expect(JSON.stringify(rows)).not.toMatch(/13812345678|张三丰|栖云花园3栋502/)
  })
})

describe('a list taken back', () => {
  it('is gone from every phone as a whole, and may be imported again', async () => {
    const { id } = await importAs(app, leadId, LIST, { unitId: community })

    expect((await lead.send('POST', `/api/batches/${id}/roll-back`)).status).toBe(204)

    expect(await listOf(caller)).toEqual([])
    expect(await batchesOf(lead)).toEqual([])
    expect(await app.deps.db.$count(batchRows)).toBe(0)
    expect(await app.deps.db.$count(events, eq(events.kind, 'batch_rolled_back'))).toBe(2)
    expect((await refusalOf(await lead.get(`/api/batches/${id}`))).code).toBe('not_found')
    expect(await importAs(app, leadId, LIST, { unitId: community })).toMatchObject({ new: 3 })
  })

  it('stays when somebody has called already', async () => {
    const { id } = await importAs(app, leadId, LIST, { unitId: community })
    await dial(caller, only((await listOf(caller)).slice(0, 1)))

    expect((await refusalOf(await lead.send('POST', `/api/batches/${id}/roll-back`))).code).toBe('batch_in_use')
    expect(await listOf(caller)).toHaveLength(2)
    expect((await batchesOf(lead))[0]?.untouched).toBe(false)
  })

  it('is not taken back by the lead of a part of it', async () => {
    const { id } = await importAs(app, leadId, LIST, { unitId: community })
    const partLead = await app.as(await app.givenStaff('孙雷', ['lead', community]))

    expect((await refusalOf(await partLead.send('POST', `/api/batches/${id}/roll-back`))).code).toBe('forbidden')
  })
})

describe('a list closed', () => {
  it('asks for no call any more and may not be closed twice', async () => {
    const { id } = await importAs(app, leadId, LIST, { unitId: community })

    expect(await (await lead.send('POST', `/api/batches/${id}/close`)).json()).toMatchObject({ status: 'closed' })

    expect(await listOf(caller)).toEqual([])
    expect((await refusalOf(await lead.send('POST', `/api/batches/${id}/close`))).code).toBe('batch_not_open')
  })
})

it('writes the import into the audit of every community concerned', async () => {
  await importAs(app, leadId, LIST, { unitId: community })

  const entries = await app.deps.db.select().from(auditEntries).where(eq(auditEntries.action, 'import'))
  expect(entries.map(entry => entry.chain).sort()).toEqual([community, neighbour].sort())
})
