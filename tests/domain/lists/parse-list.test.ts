// P2: which row is the header and what its columns are.
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../domain/lists/grid.ts'
import { parseList } from '../../../domain/lists/parse-list.ts'
import { grid, merge, read, sheetOf } from '../../support/read-rows.ts'

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

    expect(parseList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused).toBe('no_header')
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

        expect(parseList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused).toBe('no_phone_column')
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
