// Columns were masked by where they stand, so a number in the remark was shown to everybody. Whatever a list, a file name, a
// note or a message holds is judged by what it says.
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { ImportPreview } from '../../contract/batches.ts'
import { TaskDetail, TaskPage } from '../../contract/tasks.ts'
import { outgoingMessages } from '../../server/db/schema/index.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { csvList, importAs, importForm } from '../support/lists.ts'
import { answerOf, refusalOf } from '../support/steps.ts'
import {
  bare,
  writtenDocument,
  writtenName,
  writtenNumber,
  writtenPlate,
  writtenRoom,
} from '../support/ways-to-write.ts'

const NAMES = ['陈小明', '欧阳砚秋', '张丽龙', '刘大锤', '赵阳']
const FREE = ['来自何地', '风险场所', '交通工具', '健康码', '管控措施', '备注', '车次']

/** What a resident is told by; the last three stand nowhere but in cells that are shown. */
const identity = fc.record({
  name: fc.constantFrom(...NAMES),
  phone: fc.integer({ min: 0, max: 99_999_999 }).map(rest => `139${String(rest).padStart(8, '0')}`),
  document: fc.integer({ min: 0, max: 9999 }).map(rest => `44030119900307${String(rest).padStart(4, '0')}`),
  other: fc.integer({ min: 0, max: 99_999_999 }).map(rest => `136${String(rest).padStart(8, '0')}`),
  room: fc.integer({ min: 1101, max: 3399 }).map(String),
  plate: fc.integer({ min: 10_001, max: 99_999 }).map(String),
})
type Identity = typeof identity extends fc.Arbitrary<infer T> ? T : never

const written = (one: Identity) =>
  fc
    .tuple(
      writtenNumber(one.phone),
      writtenNumber(one.other),
      writtenDocument(one.document),
      writtenName(one.name),
      writtenRoom('云岭花园7', one.room),
      writtenPlate(`粤B${one.plate}`),
    )
    .map(texts => texts.map(text => text.replaceAll(/["\n\r,]/g, ' ')))

const LISTED = fc.sample(
  identity.chain(one => written(one).map(texts => ({ one, texts }))),
  { numRuns: 60, seed: 20220521 },
)

let app: TestApp
let lead: Client
let worker: Client
let answers: string[]

const cells = LISTED.map(({ one, texts }, i) => {
  const shifted = FREE.map((_, at) => texts[(at + i) % texts.length] ?? '')
  return [one.name, one.phone, one.document, '汀南社区', ...shifted].join(',')
})
const LIST = csvList([['姓名', '手机号', '身份证号', '社区', ...FREE].join(','), ...cells].join('\n'), '0521 密接.csv')

beforeAll(async () => {
  app = await startApp()
  const { community, street } = await app.givenCity()
  await app.givenGroup(street, 'hook-bulletin-0001', 'bulletin')
  const leadId = await app.givenStaff('赵敏', ['lead', street])
  lead = await app.as(leadId)
  worker = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
  const preview = await app.app.request('http://hecha.test/api/batches/preview', await formRequest(leadId))
  const { id } = await importAs(app, leadId, LIST)
  const { items } = await answerOf(TaskPage, await worker.get('/api/tasks?limit=100'))
  const details = await Promise.all(
    items.map(async task => answerOf(TaskDetail, await worker.get(`/api/tasks/${task.id}`))),
  )
  answers = [
    JSON.stringify(await answerOf(ImportPreview, preview)),
    await (await lead.get(`/api/batches/${id}`)).text(),
    ...items.map(item => JSON.stringify(item)),
    ...details.map(detail => JSON.stringify(detail)),
  ]
})

async function formRequest(staffId: string) {
  const token = await app.givenSession(staffId)
  const headers = { origin: 'http://hecha.test', cookie: `hecha_session=${token}` }
  return { method: 'POST', headers, body: importForm(LIST) }
}

describe('in whatever cell and however written', () => {
  it.each(LISTED.map(({ one, texts }) => [texts.join(' | '), one] as const))('%s is shown nowhere', (_, one) => {
    const shown = answers.map(bare)

    for (const value of [one.phone, one.other, one.document, one.name, `7栋${one.room}`, `粤B${one.plate}`])
      expect(shown.filter(text => text.includes(value))).toEqual([])
  })
})

describe('in the name of a list', () => {
  it.each(['密接 陳·小·明', '欧阳砚秋13577665545', '0521 云岭花园7栋1903', '一三九零零零一零零零八', '粤B12345 同车'])(
    '%s is refused, since everybody and the group would read it',
    async name => {
      const token = await app.givenSession(await app.givenStaff('赵敏', ['lead', (await app.givenCity()).street]))
      const other = csvList('姓名,手机号\n陈小明,13900010008\n')
      const answer = await app.app.request('http://hecha.test/api/batches', {
        method: 'POST',
        headers: {
          origin: 'http://hecha.test',
          cookie: `hecha_session=${token}`,
          'idempotency-key': crypto.randomUUID(),
        },
        body: importForm(other, { name }),
      })

      expect(await refusalOf(answer)).toMatchObject({ code: 'list_name_personal', fields: [{ path: 'name' }] })
    },
  )
})

it('in the name of a file is not kept, and the list is called something else', async () => {
  const { street, community } = await app.givenCity()
  const leadId = await app.givenStaff('赵敏', ['lead', street])
  const file = csvList('姓名,手机号\n陈小明,13900010009\n', '陳小明13900010009 云岭花园7栋1903.csv')

  const batch = await importAs(app, leadId, file, { name: '名单', unitId: community })

  expect(batch.fileName).not.toMatch(/小明|13900010009|1903/)
  expect(JSON.stringify(await app.deps.db.select().from(outgoingMessages))).not.toContain('13900010009')
})

it('in a refusal is not said back', async () => {
  const answer = await worker.send('POST', '/api/pastes', { text: 13_900_010_008, 陈小明13900010008: 1 })

  expect(await answer.text()).not.toMatch(/13900010008|小明/)
})
