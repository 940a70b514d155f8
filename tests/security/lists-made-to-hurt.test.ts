// Cells, headers and rows that make a reader try everything twice: a list that is eight times as long takes no sixty times as long.
import { expect, it } from 'vitest'
import type { Cell, Grid } from '../../domain/lists/grid.ts'
import { parseList } from '../../domain/lists/parse-list.ts'

/** Linear is 8, quadratic is 64; a busy machine adds to either. */
const LONGER = 8
const TOLERATED = 28
/** What takes less is made of noise. */
const MEASURABLE_MS = 60

const parse = (rows: Cell[][], merges: Grid['merges'] = []) =>
  parseList({ file: '名单.csv', grids: [{ name: null, rows, merges }], today: '2022-05-21' })

function msOf(run: () => unknown): number {
  const startedAt = performance.now()
  run()
  return performance.now() - startedAt
}

const leastOf = (times: number, run: () => unknown) => Math.min(...Array.from({ length: times }, () => msOf(run)))

function expectLinear(size: number, run: (size: number) => unknown): void {
  run(Math.min(size, 500))
  const long = msOf(() => run(size * LONGER))
  if (long < MEASURABLE_MS) return
  const ratio =
    Math.min(
      long,
      leastOf(2, () => run(size * LONGER)),
    ) / leastOf(3, () => run(size))
  expect(ratio).toBeLessThan(TOLERATED)
}

const PIECES = ['(', '【', ')', ' ', '-', ',', '、', '/', '# ', ': ', '.', '*', 'e', '1', '1 ', '转 ', '0755-', '13812345678(', '(1', '姓名(', '花园7栋', '2022-', '5月', "'", '张', '王 '] // prettier-ignore
const AROUND = [
  ['', '甲'],
  ['甲', '甲'],
  ['13812345678', '甲'],
] as const

const CELLS = ['手机号', '姓名', '身份证号', '住址', '备注', '到达日期', '核酸时间', '社区']

it.each(PIECES)('cells of nothing but %j', piece => {
  for (const [before, after] of AROUND) {
    const text = (size: number) => before + piece.repeat(Math.ceil(size / piece.length)) + after
    expectLinear(2_500, size =>
      parse([CELLS, ['13812345678', '张三', '', '', '', '', '', ''], CELLS.map(() => text(size))]),
    )
  }
})

it.each(PIECES)('headers of nothing but %j', piece => {
  for (const [before, after] of AROUND) {
    const text = (size: number) => before + piece.repeat(Math.ceil(size / piece.length)) + after
    expectLinear(2_500, size =>
      parse([
        ['姓名', '手机号', text(size), `电话${text(size)}`],
        ['张三', '13812345678', '1', '2'],
      ]),
    )
  }
})

const han = (i: number) => String.fromCharCode(0x4e00 + (i % 3000))

it('thousands of names behind one number', () => {
  expectLinear(1_000, size =>
    parse([
      ['姓名', '手机号'],
      ...Array.from({ length: size }, (_, i) => [`张${han(i)}${han(i / 3000)}`, '13812345678']),
    ]),
  )
})

it('thousands of rows, of merged cells and of columns', () => {
  const rows = (size: number) => Array.from({ length: size }, (_, i) => [`张${han(i)}`, String(13_800_000_000 + i)])
  const merges = (size: number) =>
    Array.from({ length: size }, (_, i) => ({ top: i + 1, bottom: i + 2, left: 0, right: 0 }))
  expectLinear(1_000, size => parse([['姓名', '手机号'], ...rows(size)]))
  expectLinear(1_000, size => parse([['姓名', '手机号'], ...rows(size)], merges(size)))
  expectLinear(200, size => parse([Array.from({ length: size }, (_, i) => `列${i}`), ...rows(3)]))
  expectLinear(200, size => parse([['姓名', '手机号', ...Array.from({ length: size }, () => '备注')], ...rows(3)]))
})
