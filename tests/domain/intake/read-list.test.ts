// P1–P5, P10: lists of many shapes, every row accounted for.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell, Grid, Merge } from '../../../domain/intake/grid.ts'
import { maskedAnswer, readList, type ListQuestion, type ListRead } from '../../../domain/intake/read-list.ts'

const grid = (rows: Cell[][], merges: Merge[] = [], name = 'Sheet1'): Grid => ({ name, rows, merges })
const merge = (top: number, left: number, bottom: number, right: number): Merge => ({ top, left, bottom, right })

function read(rows: Cell[][] | Grid | Grid[], question: Partial<ListQuestion> = {}): ListRead {
  const grids = Array.isArray(rows)
    ? rows.every(row => Array.isArray(row))
      ? [grid(rows as Cell[][])]
      : (rows as Grid[])
    : [rows]
  const result = readList({ file: 'list.xlsx', grids, today: '2022-05-21', ...question })
  if (result.refused) throw new Error(result.refused)
  return result
}
const sheetOf = (list: ListRead) => list.answer.sheets[0]

describe('where the header is', () => {
  const people: Cell[][] = [
    ['张三', '13812345678'],
    ['李四', '13912345678'],
  ]

  it('skips titles, a label row with values and empty rows', () => {
    const list = read([
      ['云屏区核查名单（第3批）'],
      ['填报人：', '王五', '联系电话：', '13712345678'],
      [],
      ['姓名', '手机号'],
      ...people,
    ])

    expect(sheetOf(list)).toMatchObject({ headerRow: 4, mapping: { 姓名: 'name', 手机号: 'phone' } })
    expect(list.answer).toMatchObject({ rows: 2, new: 2, tasks: 2 })
  })

  it('skips a label row whose values are not filled in yet', () => {
    const list = read([
      ['填报人：', '', '联系电话：', ''],
      ['姓名', '手机号', '住址'],
      ['张三', '13812345678', '1栋'],
    ])

    expect(sheetOf(list)?.headerRow).toBe(2)
  })

  it('takes the lower of two merged header rows and lets the group say whose phone it is', () => {
    const list = read(
      grid(
        [
          ['序号', '姓名', '居民', null, '家属', null],
          [null, null, '电话', '住址', '姓名', '电话'],
          [1, '张三', '13812345678', '1栋', '李四', '13912345678'],
        ],
        [merge(0, 0, 1, 0), merge(0, 1, 1, 1), merge(0, 2, 0, 3), merge(0, 4, 0, 5)],
      ),
    )

    expect(sheetOf(list)).toMatchObject({
      headerRow: 2,
      mapping: { 序号: 'ignore', 姓名: 'name', 电话: 'phone', 住址: 'address', '电话#2': 'otherPhone' },
      unknown: ['姓名#2'],
    })
    expect(list.tasks).toMatchObject([
      { key: '13812345678', subjects: [{ name: '张三' }], facts: { otherPhones: ['13912345678'] } },
    ])
  })

  it('skips an empty form above the header', () => {
    const list = read([
      ['姓名：', '', '联系电话：', ''],
      [],
      ['序号', '姓名', '电话', '住址'],
      [1, ...(people[0] ?? []), '1栋'],
    ])

    expect(sheetOf(list)?.headerRow).toBe(3)
  })

  it('reads a header over three merged rows from the top down', () => {
    const list = read(
      grid(
        [
          ['人员信息', null, null, '核酸', null],
          ['姓名', '联系方式', null, '第一次', null],
          [null, '本人', '家属', '时间', '结果'],
          ['张三', '13812345678', '13912345678', '5月20日', '阴性'],
        ],
        [merge(0, 0, 0, 2), merge(0, 3, 0, 4), merge(1, 0, 2, 0), merge(1, 1, 1, 2), merge(1, 3, 1, 4)],
      ),
    )

    expect(sheetOf(list)).toMatchObject({
      headerRow: 3,
      mapping: { 姓名: 'name', 本人: 'phone', 家属: 'otherPhone', 时间: 'testedAt', 结果: 'testResult' },
    })
  })

  it('takes the second column below one merged header for the same', () => {
    const list = read(
      grid(
        [
          ['姓名', '联系方式', null],
          ['张三', '13812345678', '13912345678'],
          ['李四', '无', '13712345678'],
        ],
        [merge(0, 1, 0, 2)],
      ),
    )

    expect(sheetOf(list)?.mapping).toEqual({ 姓名: 'name', 联系方式: 'phone', 列C: 'phone' })
    expect(list.tasks.map(task => task.key)).toEqual(['13812345678', '13712345678'])
  })

  it('joins a header over two lines of a .csv', () => {
    const list = read([
      ['姓名', '身份证号', '居住地址', '', '', '联系电话'],
      ['', '', '小区', '楼栋', '房号', ''],
      ['张三', '449901197609099660', '栖云花园', '3栋', '502', '13812345678'],
    ])

    expect(sheetOf(list)?.mapping).toMatchObject({
      小区: 'address',
      楼栋: 'address',
      房号: 'address',
      联系电话: 'phone',
    })
    expect(list.tasks[0]?.facts.address).toBe('栖云花园3栋502')
  })
})

describe('a header nobody knows', () => {
  it.each([
    ['a list of numbers only', [['外呼名单'], ['手机号'], ['13812345678'], ['13912345678']], 2, { 手机号: 'phone' }],
    [
      'letters',
      [
        ['A', 'B'],
        ['甲', 13812345678],
        ['乙', 13912345678],
      ],
      1,
      { B: 'phone' },
    ],
  ] as [string, Cell[][], number, object][])('is the row above the numbers: %s', (_, rows, headerRow, mapping) => {
    const list = read(rows)

    expect(sheetOf(list)).toMatchObject({ headerRow, mapping })
    expect(list.answer.new).toBe(2)
  })

  it('is not made up for rows without any', () => {
    const rows: Cell[][] = [
      ['张三', '13812345678'],
      ['李四', '13912345678'],
    ]

    expect(readList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused).toBe('no_header')
  })
})

describe('what a column is', () => {
  const ten = (make: (i: number) => Cell[]) => Array.from({ length: 10 }, (_, i) => make(i))
  const mobile = (i: number, tail = 0) => `1381234${String(5000 + i + tail * 100)}`

  it('takes a column full of mobile numbers for a phone whatever its name', () => {
    const list = read([['姓名', '附加项', '住址'], ...ten(i => [`张${i}`, mobile(i), '1栋'])])

    expect(sheetOf(list)?.mapping).toMatchObject({ 附加项: 'phone' })
    expect(list.answer.new).toBe(10)
  })

  it('lets the header decide between two columns full of mobile numbers', () => {
    const list = read([['网格员手机', '姓名', '居民手机'], ...ten(i => [mobile(i, 1), `张${i}`, mobile(i)])])

    expect(sheetOf(list)?.mapping).toMatchObject({ 网格员手机: 'otherPhone', 居民手机: 'phone' })
  })

  it('takes one number over and over for somebody on duty', () => {
    const list = read([['姓名', '手机号', '本栋对口'], ...ten(i => [`张${i}`, mobile(i), mobile(0, 9)])])

    expect(sheetOf(list)?.mapping).toMatchObject({ 本栋对口: 'otherPhone' })
  })

  it('gives a phone behind another person to that person', () => {
    const list = read([
      ['姓名', '联系电话', '紧急联系人', '关系', '联系电话'],
      ...ten(i => [`张${i}`, mobile(i), '李四', '父', mobile(i, 1)]),
    ])

    expect(sheetOf(list)?.mapping).toMatchObject({ 联系电话: 'phone', '联系电话#2': 'otherPhone' })
  })

  describe('when the only number is somebody else’s', () => {
    const school: Cell[][] = [
      ['班级', '学生姓名', '家长姓名', '家长电话'],
      ...ten(i => ['三(1)', `张${i}`, `张老${i}`, mobile(i)]),
    ]

    it('rings nobody and says what a person may decide', () => {
      const list = read(school)

      expect(sheetOf(list)?.mapping).toMatchObject({ 学生姓名: 'name', 家长电话: 'otherPhone' })
      expect(sheetOf(list)?.notes).toEqual([expect.stringContaining('「家长电话」是他人的号码')])
      expect(list.answer).toMatchObject({ rows: 10, rejected: 10, tasks: 0 })
    })

    it('rings it once a person has said so', () => {
      expect(read(school, { choices: { 家长电话: 'phone' } }).answer).toMatchObject({ new: 10, rejected: 0 })
    })

    it('rings those the list is about', () => {
      const list = read([['车牌号', '司机姓名', '司机电话'], ...ten(i => [`川A1234${i}`, `张${i}`, mobile(i)])])

      expect(sheetOf(list)?.mapping).toMatchObject({ 司机姓名: 'name', 司机电话: 'phone' })
    })

    it.each(['网格员电话', '紧急联系人电话', '填报单位电话', '村医电话', '隔离点联系电话'])(
      'refuses a list with %s alone',
      header => {
        const rows: Cell[][] = [['姓名', header], ...ten(i => [`张${i}`, mobile(i)])]

        expect(readList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused).toBe('no_phone_column')
      },
    )
  })

  it('keeps the fuller of two columns for one field and says so', () => {
    const list = read([
      ['姓名', '手机', '返明时间', '抵达时间'],
      ...ten(i => [`张${i}`, mobile(i), '5月20日', i ? null : '12:00']),
    ])

    expect(sheetOf(list)?.mapping).toMatchObject({ 返明时间: 'arrivedOn', 抵达时间: 'extra' })
    expect(sheetOf(list)?.notes).toEqual([expect.stringContaining('「抵达时间」与「返明时间」')])
    expect(list.tasks[0]?.facts).toMatchObject({ arrivedOn: '2022-05-20', extra: { 抵达时间: '12:00' } })
  })

  it('keeps what it does not know under its own name and asks about it once', () => {
    const list = read([
      ['姓名', '手机', '负责部门', null],
      ...ten(i => [`张${i}`, mobile(i), '综治办', i ? null : '再问']),
    ])

    expect(sheetOf(list)?.unknown).toEqual(['负责部门', '列D'])
    expect(list.tasks[0]?.facts.extra).toEqual({ 负责部门: '综治办', 列D: '再问' })
  })

  it('follows the choice of a person before everything else', () => {
    const list = read([['姓名', '手机', '负责部门'], ...ten(i => [`张${i}`, mobile(i), '综治办'])], {
      choices: { 负责部门: 'control', 姓名: 'extra' },
    })

    expect(sheetOf(list)).toMatchObject({ mapping: { 负责部门: 'control', 姓名: 'extra' }, unknown: [] })
  })

  it('reads the day or the result of 最近一次核酸 by what stands in it', () => {
    const withDays = read([['姓名', '手机', '最近一次核酸'], ...ten(i => [`张${i}`, mobile(i), '5月20日'])])
    const withResults = read([['姓名', '手机', '最近一次核酸'], ...ten(i => [`张${i}`, mobile(i), '阴性'])])

    expect(sheetOf(withDays)?.mapping['最近一次核酸']).toBe('testedAt')
    expect(sheetOf(withResults)?.mapping['最近一次核酸']).toBe('testResult')
  })
})

describe('which rows are data', () => {
  it('leaves out notes, totals, footers, sections, the header again and rows with a serial number only', () => {
    const list = read([
      ['序号', '姓名', '手机号', '住址'],
      ['一、密接人员'],
      [1, '张三', '13812345678', '1栋'],
      [],
      ['序号', '姓名', '手机号', '住址'],
      [2, '李四', '13912345678', '2栋'],
      [3],
      [4, null, '', ''],
      ['小计', null, null, '2人'],
      ['合 计：2人'],
      ['注：1. 请于18:00前反馈', null, null, '内部资料'],
      ['填表人：王五', null, '联系电话：13712345678'],
      ['审核人', '赵六', null, '（盖章）'],
    ])

    expect(list.rows.map(row => row.row)).toEqual([3, 6])
  })

  it('keeps a row that holds nothing but a number or a name', () => {
    const list = read([
      ['姓名', '手机号'],
      ['张三', null],
      [null, '13912345678'],
    ])

    expect(list.answer).toMatchObject({ rows: 2, new: 1, rejected: 1 })
  })

  it('gives a value in a vertically merged cell to every row of the merge', () => {
    const list = read(
      grid(
        [
          ['姓名', '手机号', '住址'],
          ['张三', '13812345678', '1栋'],
          ['张小', null, null],
          ['李四', '13912345678', '2栋'],
        ],
        [merge(1, 1, 2, 1), merge(1, 2, 2, 2)],
      ),
    )

    expect(list.answer).toMatchObject({ rows: 3, new: 2, merged: 1, subjects: 3 })
    expect(list.tasks[0]?.subjects.map(person => person.name)).toEqual(['张三', '张小'])
  })
})

describe('accounts of rows', () => {
  const header: Cell[] = ['姓名', '手机号', '备用电话']

  it('links a known first number, not a known alternative', () => {
    const known = new Set(['13812345678', '13500000001'])
    const list = read([header, ['张三', '13812345678', null], ['李四', '13912345678', '13500000001']], { known })

    expect(list.answer).toMatchObject({ new: 1, linked: 1 })
    expect(list.tasks.map(task => task.linked)).toEqual([true, false])
  })

  it('takes a mobile number before a landline and a good one before a bad one', () => {
    const list = read([header, ['张三', '0755-26123456', '13812345678'], ['李四', '1391234567', '13912345678']])

    expect(list.tasks.map(task => [task.key, task.alternatives])).toEqual([
      ['13812345678', ['075526123456']],
      ['13912345678', []],
    ])
  })

  it('makes one subject of the same or a missing name and two of different names', () => {
    const list = read([
      header,
      ['', '13812345678', null],
      ['张 三', '13812345678', null],
      ['张三', '13812345678', null],
      ['李四', '13812345678', null],
    ])

    expect(list.answer).toMatchObject({ rows: 4, new: 1, merged: 3, tasks: 1, subjects: 2 })
  })

  it('names row, column and reason of what it rejects, and masks the value for screens', () => {
    const list = read([header, ['张三', '1381234567', null], ['李四', null, '无'], ['王五', '13912345678', null]])

    expect(list.answer.rejects).toEqual([
      { sheet: 'Sheet1', row: 2, column: '手机号', value: '1381234567', reason: 'phone_length' },
      { sheet: 'Sheet1', row: 3, column: '手机号', value: '', reason: 'phone_missing' },
    ])
    expect(maskedAnswer(list.answer).rejects[0]?.value).not.toContain('1234')
  })

  it('keeps a wrong ID number as given and marks it', () => {
    const list = read([
      ['姓名', '手机号', '身份证号'],
      ['张三', '13812345678', '449901197609099661'],
    ])

    expect(list.tasks[0]?.subjects).toEqual([
      { name: '张三', idNumber: '449901197609099661', idNote: 'id_check_digit' },
    ])
  })

  it('leaves a summary sheet aside and reads every sheet of people', () => {
    const summary = grid(
      [
        ['街道', '社区', '人数'],
        ['澜汀街道', '汀南社区', 2],
      ],
      [],
      '汇总',
    )
    const list = read([
      summary,
      grid([header, ['张三', '13812345678', null]], [], 'A'),
      grid([header, ['张三', '13812345678', null]], [], 'B'),
    ])

    expect(list.answer.sheets.map(sheet => sheet.name)).toEqual(['A', 'B'])
    expect(list.answer).toMatchObject({ rows: 2, new: 1, merged: 1 })
  })
})

describe('files that are no list', () => {
  const refusalOf = (rows: Cell[][]) => readList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused

  it.each([
    ['sheet_empty', [[], [null]]],
    ['sheet_empty', [['姓名', '手机号']]],
    [
      'no_header',
      [
        ['张三', '1栋'],
        ['李四', '2栋'],
      ],
    ],
    [
      'no_phone_column',
      [
        ['姓名', '住址'],
        ['张三', '1栋'],
      ],
    ],
  ] as [string, Cell[][]][])('%s for %j', (code, rows) => {
    expect(refusalOf(rows)).toBe(code)
  })

  it('refuses more than 20,000 rows', () => {
    const rows = Array.from({ length: 20_001 }, (_, i) => ['张三', `138${String(10_000_000 + i)}`])

    expect(refusalOf([['姓名', '手机号'], ...rows])).toBe('too_many_rows')
  })
})

describe('properties', () => {
  const phone = fc.oneof(
    fc.constantFrom(
      '13812345678',
      '13912345678',
      '13712345678',
      '+86 13812345678',
      '13912345678/13712345678',
      '075526123456',
    ),
    fc.constantFrom('', '无', '1381234567', '12345678901', '138****5678', '拒绝提供'),
    fc.string({ maxLength: 12 }),
  )
  const name = fc.constantFrom('张三', '张 三', '李四', '', '王五')
  const row = fc.tuple(fc.integer({ min: 1, max: 999 }), name, phone, fc.constant('汀南社区'))
  const list = fc.array(row, { minLength: 1, maxLength: 30 })
  const rowsOf = (rows: Cell[][]) => [['序号', '姓名', '手机号', '社区'], ...rows]

  it('counts always add up and every row of data is accounted for exactly once', () => {
    fc.assert(
      fc.property(list, rows => {
        const { answer, rows: accounted, tasks } = read(rowsOf(rows))
        expect(answer.rows).toBe(answer.new + answer.linked + answer.merged + answer.rejected)
        expect(answer.tasks).toBe(answer.new + answer.linked)
        expect(answer.rejected).toBe(answer.rejects.length)
        expect(accounted.map(one => one.row)).toEqual(rows.map((_, i) => i + 2))
        expect(tasks.length).toBe(new Set(accounted.flatMap(one => one.key ?? [])).size)
        expect(answer.subjects).toBeGreaterThanOrEqual(answer.tasks)
      }),
    )
  })

  it('gives the same tasks whichever of two lists comes first, up to links', () => {
    const keys = (one: ListRead) => new Set(one.tasks.map(task => task.key))
    const shapes = (one: ListRead) => one.tasks.map(task => ({ ...task, linked: false }))
    fc.assert(
      fc.property(list, list, (a, b) => {
        const alone = [read(rowsOf(a)), read(rowsOf(b))] as const
        const second = read(rowsOf(b), { known: keys(alone[0]) })
        const first = read(rowsOf(a), { known: keys(alone[1]) })
        expect(shapes(second)).toEqual(shapes(alone[1]))
        expect(shapes(first)).toEqual(shapes(alone[0]))
        expect(second.answer.linked).toBe(first.answer.linked)
      }),
    )
  })

  it('reads the same whatever the order of columns', () => {
    fc.assert(
      fc.property(list, rows => {
        const turned = rowsOf(rows).map(cells => [...cells].reverse())
        const [one, other] = [read(rowsOf(rows)), read(turned)]
        expect(sheetOf(other)?.mapping).toEqual(sheetOf(one)?.mapping)
        expect({ ...other.answer, sheets: [] }).toEqual({ ...one.answer, sheets: [] })
      }),
    )
  })
})
