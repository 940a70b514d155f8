// P2: what stands in a column speaks where its header is missing, unknown or wrong; whose a number is, the header decides.
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../domain/lists/grid.ts'
import { checkDigit } from '../../../domain/person/id-number.ts'
import { parseList } from '../../../domain/lists/parse-list.ts'

const ROWS = Array.from({ length: 10 }, (_, i) => i)
const mobile = (i: number, tail = 0) => `1381234${String(5000 + i + tail * 100)}`
const id = (i: number) => {
  const first17 = `4499011976090${1000 + i}`
  return first17 + checkDigit(first17)
}
const name = (i: number) => ['张三', '李四', '王五', '赵六', '陈晓明'][i % 5] ?? ''

/** The mapping of a list with these headers, each with the cells below it. */
function mappingOf(columns: readonly (readonly [string | null, (i: number) => Cell])[]) {
  const rows = [columns.map(([header]) => header), ...ROWS.map(i => columns.map(([, cell]) => cell(i)))]
  const list = parseList({ file: 'x', grids: [{ name: 'Sheet1', rows, merges: [] }], today: '2022-05-21' })
  return list.refused ? list.refused : list.answer.sheets[0]?.mapping
}

describe('a column nobody knows by name', () => {
  it.each<[string, (i: number) => Cell, string]>([
    ['附加项', id, 'idNumber'],
    ['列二', i => (i % 2 ? '男' : '女'), 'gender'],
    ['查询', i => (i % 2 ? '绿码' : '黄码'), 'healthCode'],
    ['最新', () => '阴性', 'testResult'],
    ['班列/牌', i => `G12${i}`, 'vehicleNo'],
    ['怎样', i => (i % 2 ? '高铁' : '自驾'), 'transport'],
    ['落实', i => (i % 2 ? '居家隔离' : '三天两检'), 'control'],
    ['打了', i => `${(i % 3) + 1}针`, 'vaccineDoses'],
  ])('%s is read by its cells', (header, cell, field) => {
    expect(
      mappingOf([
        ['姓名', name],
        ['手机', i => mobile(i)],
        [header, cell],
      ]),
    ).toMatchObject({ [header]: field })
  })

  it('is not the test result when it is of another test', () => {
    expect(
      mappingOf([
        ['姓名', name],
        ['手机', i => mobile(i)],
        ['抗原结果', () => '阴性'],
      ]),
    ).not.toMatchObject({
      抗原结果: 'testResult',
    })
  })

  it('finds phone and ID number below no header at all', () => {
    const mapping = mappingOf([
      ['序号', i => i + 1],
      ['姓名', name],
      [null, id],
      [null, i => mobile(i)],
    ])

    expect(mapping).toMatchObject({ 列C: 'idNumber', 列D: 'phone' })
  })
})

describe('a header that its cells belie', () => {
  it('is a phone when the list has none', () => {
    expect(
      mappingOf([
        ['姓名', name],
        ['住址', () => '1栋'],
        ['备注1', i => mobile(i)],
      ]),
    ).toMatchObject({
      备注1: 'phone',
    })
  })

  it('stays what it says when the list has a phone', () => {
    expect(
      mappingOf([
        ['姓名', name],
        ['手机', i => mobile(i)],
        ['备注1', i => mobile(i, 1)],
      ]),
    ).toMatchObject({
      备注1: 'remark',
    })
  })

  it('sets right phone and name that stand the wrong way round', () => {
    expect(
      mappingOf([
        ['姓名', i => mobile(i)],
        ['电话', name],
        ['住址', () => '1栋'],
      ]),
    ).toMatchObject({
      姓名: 'phone',
      电话: 'name',
    })
  })

  it('is a question when the cells say yes or no', () => {
    const mapping = mappingOf([
      ['姓名', name],
      ['手机', i => mobile(i)],
      ['中高风险地区', i => (i % 2 ? '是' : '否')],
    ])

    expect(mapping).not.toHaveProperty('中高风险地区')
  })
})

describe('whose a number is', () => {
  it.each(['外卖小哥电话', '住店客电话', '楼下店面电话', '跟踪人员手机号', '采样护士电话', '隔离点联系电话'])(
    'gives %s to somebody else where the resident has one',
    header => {
      expect(
        mappingOf([
          ['姓名', name],
          ['手机', i => mobile(i)],
          [header, i => mobile(i, 1)],
        ]),
      ).toMatchObject({
        手机: 'phone',
        [header]: 'otherPhone',
      })
    },
  )

  it('rings both numbers of an English list', () => {
    const mapping = mappingOf([
      ['Name', name],
      ['Phone', i => mobile(i)],
      ['Mobile', i => mobile(i, 1)],
    ])

    expect(mapping).toMatchObject({ Phone: 'phone', Mobile: 'phone' })
  })

  it('tells two unknown words apart by the name column', () => {
    const mapping = mappingOf([
      ['团友姓名', name],
      ['地陪手机', i => mobile(i, 1)],
      ['团友手机', i => mobile(i)],
    ])

    expect(mapping).toMatchObject({ 团友手机: 'phone', 地陪手机: 'otherPhone' })
  })

  it('takes an unknown word before the phone for the resident where there is no other', () => {
    expect(
      mappingOf([
        ['姓名', name],
        ['住店客电话', i => mobile(i)],
      ]),
    ).toMatchObject({ 住店客电话: 'phone' })
  })

  it.each(['家长身份证号', '司机身份证', '监护人身份证号码'])('keeps %s apart from the resident’s', header => {
    const mapping = mappingOf([
      ['姓名', name],
      ['手机', i => mobile(i)],
      [header, id],
      ['证件号码', id],
    ])

    expect(mapping).toMatchObject({ 证件号码: 'idNumber' })
    expect(mapping).not.toHaveProperty(header)
  })

  it('gives the phone behind a duty name to the duty when it is the same in every row', () => {
    expect(
      mappingOf([
        ['姓名', name],
        ['住址', () => '1栋'],
        ['网格员', () => '何海桥'],
        ['联系电话', () => mobile(0)],
      ]),
    ).toBe('no_phone_column')
  })
})

it('keeps a room of a place of isolation out of the home address', () => {
  const mapping = mappingOf([
    ['姓名', name],
    ['手机', i => mobile(i)],
    ['家庭住址', () => '栖云花园3栋'],
    ['隔离酒店', () => '云屏宾馆'],
    ['房间号', i => 500 + i],
  ])

  expect(mapping).toMatchObject({ 家庭住址: 'address' })
  expect(mapping).not.toHaveProperty('房间号')
})

it('takes off the apostrophe that kept a number, a day or a name from being changed', () => {
  const rows: Cell[][] = [
    ['姓名', '手机', '证件号码', '抵达时间', '年龄'],
    ["'张三", "'13812345678", `'${id(0)}`, "'2022-05-20", "'35"],
  ]
  const list = parseList({ file: 'x', grids: [{ name: 'Sheet1', rows, merges: [] }], today: '2022-05-21' })

  expect(list.refused === null && list.tasks[0]).toMatchObject({
    key: '13812345678',
    subjects: [{ name: '张三', idNumber: id(0), idNote: null }],
    facts: { arrivedOn: '2022-05-20', age: 35 },
  })
})
