// A list goes back to its sender in the sender's own column order with the results behind it (P7).
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { auditEntries, batches } from '../../../server/db/schema/index.ts'
import { harmless } from '../../../server/batches/export-sheet.ts'
import { readWorkbook } from '../../../server/spreadsheet/read-workbook.ts'
import { receiveTestResults, type NewTestResult } from '../../../server/test-results/receive-test-results.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { csvList, importAs, sampleList } from '../../support/lists.ts'
import { record, refusalOf, submit, answerOf } from '../../support/steps.ts'
import { TaskPage } from '../../../contract/tasks.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let community: string
let neighbour: string
let street: string
let leadId: string
let lead: Client
let worker: Client

beforeAll(async () => {
  app = await startApp()
  ;({ community, neighbour, street } = await app.givenCity())
  leadId = await app.givenStaff('赵敏', ['lead', street])
  lead = await app.as(leadId)
  worker = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
})

async function exported(reader: Client, batchId: string) {
  const answer = await reader.get(`/api/batches/${batchId}/export`)
  expect(answer.status).toBe(200)
  return { answer, sheets: readWorkbook(new Uint8Array(await answer.arrayBuffer())) }
}

const LIST = csvList(
  [
    '现住址,姓名,联系电话,备注,所在社区',
    '栖云花园3栋502,张三丰,13812345678,=1+1,汀南社区',
    '桂花苑2栋101,李四,13812345679,-,澜桥社区',
    '汀南三巷8号,王五,1381234567,,汀南社区',
  ].join('\n'),
)

it('keeps the sender’s columns and rows and says what became of each', async () => {
  const { id } = await importAs(app, leadId, LIST, { name: '0521 名单' })
  const { items } = await answerOf(TaskPage, await worker.get('/api/tasks'))
  const task = items.find(item => item.phoneTail === '5678')
  if (!task) throw new Error('the task is there')
  await record(worker, await submit(worker, task, { whereabouts: 'local' }))

  const { answer, sheets } = await exported(lead, id)

  expect(decodeURIComponent(answer.headers.get('content-disposition') ?? '')).toContain('0521 名单 核查结果.xlsx')
  expect(sheets[0]?.rows.map(row => row.map(cell => cell ?? null))).toEqual([
    ['现住址', '姓名', '联系电话', '备注', '所在社区', '核查结果', '核酸次数', '最近采样', '核查时间', '备注'],
    [
      '栖云花园3栋502',
      '张三丰',
      '13812345678',
      "'=1+1",
      '汀南社区',
      '已接通',
      '0/1',
      null,
      '2022-05-21 20:00',
      '在本社区',
    ],
    ['桂花苑2栋101', '李四', '13812345679', '-', '澜桥社区', '未核查', '0/1'],
    ['汀南三巷8号', '王五', '1381234567', null, '汀南社区', '退回', null, null, null, '号码位数不对'],
  ])
})

it.each([
  ['=cmd|calc', "'=cmd|calc"],
  ['+8613812345678', "'+8613812345678"],
  ['-1+1', "'-1+1"],
  ['@SUM(1)', "'@SUM(1)"],
  ['\tx', "'\tx"],
  ['-', '-'],
  ['张三', '张三'],
  [13812345678, 13812345678],
  [null, null],
])('writes %j as %j, which no spreadsheet takes for a formula', (cell, written) => {
  expect(harmless(cell)).toBe(written)
})

it('holds every sheet of people with its rows', async () => {
  const { id } = await importAs(app, leadId, sampleList('06-0521-cdc.xlsx'), { unitId: community })
  const { sheets } = await exported(lead, id)

  expect(sheets.map(sheet => sheet.name)).toEqual(['密接次密', '时空伴随'])
  expect(sheets.reduce((rows, sheet) => rows + sheet.rows.length - 1, 0)).toBe(200)
})

it('gives the lead of one community the rows of that one, and no rejected ones', async () => {
  const { id } = await importAs(app, leadId, csvList(`${new TextDecoder().decode(LIST.bytes)}\n`, '再来.csv'))
  const partLead = await app.as(await app.givenStaff('孙雷', ['lead', neighbour]))
  const { sheets } = await exported(partLead, id)

  expect(sheets[0]?.rows.slice(1).map(row => row[1])).toEqual(['李四'])
})

it('is written into the audit of every community it tells of, before it goes out', async () => {
  const { id } = await importAs(app, leadId, csvList('姓名,手机号\n赵六,13912345670\n', '回程.csv'), {
    unitId: community,
  })
  const before = await app.deps.db.$count(auditEntries, eq(auditEntries.action, 'export'))
  await exported(lead, id)

  expect(await app.deps.db.$count(auditEntries, eq(auditEntries.action, 'export'))).toBe(before + 1)
})

it('is refused when the list is past its time', async () => {
  const { id } = await importAs(app, leadId, csvList('姓名,手机号\n孙八,13912345672\n', '过期.csv'), {
    unitId: community,
  })
  await app.deps.db.update(batches).set({ purgedAt: app.clock.now }).where(eq(batches.id, id))

  expect((await refusalOf(await lead.get(`/api/batches/${id}/export`))).code).toBe('purged')
})

it('is for leads of the list alone', async () => {
  const { id } = await importAs(app, leadId, csvList('姓名,手机号\n钱七,13912345671\n', '外人.csv'), {
    unitId: community,
  })
  const foreign = await app.as(await app.givenStaff('吴迪', ['lead', neighbour]))

  expect((await refusalOf(await worker.get(`/api/batches/${id}/export`))).code).toBe('forbidden')
  expect((await refusalOf(await foreign.get(`/api/batches/${id}/export`))).code).toBe('not_found')
})

describe('the newest sample told of a row', () => {
  const SHARED = '13911110001'
  const [own, other] = ['449901199001011234', '449901199001015678']
  const hoursAgo = (hours: number) => new Date(app.clock.now.getTime() - hours * HOUR_MS)

  const labSends = (id: string, sample: { idNumber?: string; result?: NewTestResult['result']; hours: number }) => {
    const { sealer, db, clock } = app.deps
    const row = {
      id,
      phoneHash: sealer.hash('phone', SHARED),
      idHash: sample.idNumber === undefined ? null : sealer.hash('id_number', sample.idNumber),
      sampledAt: hoursAgo(sample.hours),
      result: sample.result ?? 'negative',
      source: '区化验室',
      receivedAt: clock(),
    }
    return db.transaction(tx => receiveTestResults(tx, [row], clock()))
  }

  it('is never that of somebody else who gave the same number', async () => {
    const list = ['姓名,手机号,身份证号', `周一,${SHARED},${own}`, `周二,13911110002,${other}`].join('\n')
    const { id } = await importAs(app, leadId, csvList(list, '共号.csv'), { unitId: community })
    await labSends('own', { idNumber: own, hours: 50 })
    await labSends('elsewhere', { idNumber: other, hours: 3, result: 'positive' })
    await labSends('stranger', { idNumber: '449901199001019999', hours: 2, result: 'positive' })

    const { sheets } = await exported(lead, id)

    expect(sheets[0]?.rows.slice(1).map(row => [row[0], row[5]])).toEqual([
      ['周一', '2022-05-19 18:00 阴性'],
      ['周二', '2022-05-21 17:00 阳性'],
    ])
  })
})
