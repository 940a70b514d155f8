import { describe, expect, it } from 'vitest'
import type { ImportPreview, PreviewColumn } from '../../../../contract/batches.ts'
import {
  deadlineChoices,
  draftLine,
  draftOf,
  missingOf,
  senderOf,
  sortColumns,
} from '../../../../src/features/batches/import-draft.ts'

const NOW = Date.parse('2022-05-21T12:10:00Z')

const column = (header: string, field: PreviewColumn['field'], unknown = false): PreviewColumn => ({
  sheet: null,
  header,
  field,
  unknown,
  chosen: false,
  examples: [],
})

const preview = (changes: Partial<ImportPreview> = {}): ImportPreview => ({
  answer: {
    file: 'x',
    sheets: [],
    rows: 3,
    new: 3,
    linked: 0,
    merged: 0,
    rejected: 0,
    rejects: [],
    tasks: 3,
    subjects: 3,
  },
  name: '0521名单',
  columns: [column('电话', 'phone')],
  communities: [],
  unplaced: 0,
  source: '澜汀街道办',
  deadlines: [],
  sources: [],
  known: false,
  ...changes,
})

describe('a list nobody has said anything about', () => {
  it('is named after its file, due at midnight, and asked by the rule its columns speak of', () => {
    const arrivals = preview({ columns: [column('电话', 'phone'), column('抵达', 'arrivedOn')] })

    expect(draftOf(preview(), '0521名单.xlsx', NOW)).toMatchObject({
      name: '0521名单',
      source: '澜汀街道办',
      ruleName: '48小时核酸',
      deadlineAt: '2022-05-21T16:00:00.000Z',
    })
    expect(draftOf(arrivals, 'x.csv', NOW).ruleName).toBe('三天两检')
  })

  it.each([
    ['0520公安推送.xlsx', '公安'],
    ['06-0521-cdc.xlsx', '疾控'],
    ['名单.xlsx', null],
  ])('called %s comes from %s', (fileName, sender) => {
    expect(senderOf(fileName)).toBe(sender)
  })
})

it('puts the columns a caller works with first and leaves unknown ones to the question', () => {
  const columns = [
    column('备注', 'remark'),
    column('姓名', 'name'),
    column('负责部门', 'extra', true),
    column('电话', 'phone'),
  ]

  expect(sortColumns(columns).map(({ header }) => header)).toEqual(['电话', '姓名', '备注'])
})

it('counts deadlines from now in whole quarters of an hour, others by the day at +08:00', () => {
  expect(deadlineChoices(NOW).map(({ at }) => at)).toEqual([
    '2022-05-21T16:15:00.000Z',
    '2022-05-21T16:00:00.000Z',
    '2022-05-22T04:00:00.000Z',
    '2022-05-22T16:00:00.000Z',
    null,
  ])
})

it.each([
  ['nothing', {}, {}, null],
  ['the sender', {}, { source: null }, '请选来源单位'],
  ['a community', { unplaced: 2 }, {}, '请选社区'],
  ['a community no more once chosen', { unplaced: 2 }, { unitId: crypto.randomUUID() }, null],
  ['another file', { known: true }, {}, '这个文件已经导入过'],
] as const)('says that %s is missing', (_, changes, said, missing) => {
  const draft = { ...draftOf(preview(), 'x.csv', NOW), ...said }

  expect(missingOf(preview(changes), draft)).toBe(missing)
})

it('tells in one line what will be imported as what', () => {
  expect(draftLine(draftOf(preview(), 'x.csv', NOW), NOW)).toBe('澜汀街道办 · 48小时核酸 · 今晚24:00截止')
})
