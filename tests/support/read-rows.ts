import type { Cell, Grid, Merge } from '../../domain/lists/grid.ts'
import { parseList, type ListQuestion, type ParsedList } from '../../domain/lists/parse-list.ts'

export const grid = (rows: Cell[][], merges: Merge[] = [], name = 'Sheet1'): Grid => ({ name, rows, merges })
export const merge = (top: number, left: number, bottom: number, right: number): Merge => ({ top, left, bottom, right })

/** What becomes of rows as a sheet holds them. */
export function read(rows: Cell[][] | Grid | Grid[], question: Partial<ListQuestion> = {}): ParsedList {
  const grids = Array.isArray(rows)
    ? rows.every(row => Array.isArray(row))
      ? [grid(rows as Cell[][])]
      : (rows as Grid[])
    : [rows]
  const result = parseList({ file: 'list.xlsx', grids, today: '2022-05-21', ...question })
  if (result.refused) throw new Error(result.refused)
  return result
}
export const sheetOf = (list: ParsedList) => list.answer.sheets[0]
