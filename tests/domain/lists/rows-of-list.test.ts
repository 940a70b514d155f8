// P1, P3–P5, P10: every row of a list accounted for.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../domain/lists/grid.ts'
import { maskedAnswer, parseList, type ParsedList } from '../../../domain/lists/parse-list.ts'
import { grid, merge, read, sheetOf } from '../../support/read-rows.ts'

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
  const refusalOf = (rows: Cell[][]) => parseList({ file: 'x', grids: [grid(rows)], today: '2022-05-21' }).refused

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
    const keys = (one: ParsedList) => new Set(one.tasks.map(task => task.key))
    const shapes = (one: ParsedList) => one.tasks.map(task => ({ ...task, linked: false }))
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

describe('lists made to hurt', () => {
  const header = ['姓名', '手机号', '备注']
  const many = (count: number, row: (i: number) => Cell[]) => Array.from({ length: count }, (_, i) => row(i))
  /** How much more work eight times as much is: about eight where the work is linear, sixty-four where it is squared. */
  function growth(make: (size: number) => Cell[][]): number {
    const time = (rows: Cell[][]) => {
      const from = process.cpuUsage()
      read(rows)
      const { user, system } = process.cpuUsage(from)
      return (user + system) / 1000
    }
    time(make(500))
    return time(make(8000)) / Math.max(1, time(make(1000)))
  }

  it.each<[string, (size: number) => Cell[][]]>([
    ['many names on one number', size => [header, ...many(size, i => [`张${i}号`, '13812345678', ''])]],
    [
      'many other phones on one number',
      size => [
        ['姓名', '手机号', '紧急联系人电话'],
        ...many(size, i => ['张三', '13812345678', `1391${String(i).padStart(7, '0')}`]),
      ],
    ],
    ['brackets in the phone cells', size => [header, ...many(size / 20, () => ['张三', '('.repeat(2000), ''])]],
    [
      'brackets in a header',
      size => [
        [...header, '('.repeat(size)],
        ['张三', '13812345678', ''],
      ],
    ],
  ])('%s take time in proportion', (_, make) => {
    expect(growth(make)).toBeLessThan(30)
  })
})
