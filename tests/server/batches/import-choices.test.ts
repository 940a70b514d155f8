// What an importer may say about a list: its deadline, its sender, rows that are nobody's here (P2, P5, P8).
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ImportPreview } from '../../../contract/batches.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { csvList, getBatch, importAs, previewForm, sendForm } from '../../support/lists.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { answerOf } from '../../support/steps.ts'

let app: TestApp
let leadId: string
let lead: Client
let community: string

beforeAll(async () => {
  app = await startApp()
})

beforeEach(async () => {
  app.clock.now = new Date('2022-05-21T12:00:00Z')
  await startOver(app)
  const city = await app.givenCity()
  community = city.community
  leadId = await app.givenStaff('赵敏', ['lead', city.street])
  lead = await app.as(leadId)
})

afterAll(() => expect(app.logged).toEqual([]))

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

const preview = async (file = LIST, settings = {}) =>
  answerOf(ImportPreview, await sendForm(app, leadId, '/api/batches/preview', previewForm(file, settings)))

describe('the deadlines of the rows themselves', () => {
  it('are told in the preview, the one of most tasks first', async () => {
    const list = csvList(
      '姓名,联系电话,截止时间\n张三,13812345678,5月21日 20:00\n李四,13812345679,5月21日 22:00\n王五,13812345670,5月21日 22:00',
    )

    expect((await preview(list)).deadlines).toEqual([
      { at: '2022-05-21T14:00:00.000Z', tasks: 2 },
      { at: '2022-05-21T12:00:00.000Z', tasks: 1 },
    ])
  })
})

describe('what was said of a sender’s columns', () => {
  it('holds for another word for the same sender, not for another one', async () => {
    await importAs(app, leadId, LIST, { source: '社区网格', unitId: community, columns: { 负责部门: 'ignore' } })
    const fieldFor = async (source: string) =>
      (await preview(LIST, { source })).columns.find(({ header }) => header === '负责部门')?.field

    expect([await fieldFor('网格'), await fieldFor('公安')]).toEqual(['ignore', 'extra'])
  })
})

describe('rows of communities that are not the lead’s', () => {
  it('are left out and listed, where that is said', async () => {
    const batch = await importAs(app, leadId, LIST, { leaveOut: true })

    expect(batch).toMatchObject({ rows: 5, new: 2, linked: 0, merged: 1, rejected: 2, tasks: 2 })
    const { rejects } = await getBatch(lead, batch.id)
    expect(rejects.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [5, '联系电话', 'phone_length'],
      [6, '所在社区', 'community_not_ours'],
    ])
  })
})
