import type { Cell, Grid, Merge } from '../../domain/lists/grid.ts'
import { readList, type ListQuestion, type ListRead } from '../../domain/lists/read-list.ts'

export const grid = (rows: Cell[][], merges: Merge[] = [], name = 'Sheet1'): Grid => ({ name, rows, merges })
export const merge = (top: number, left: number, bottom: number, right: number): Merge => ({ top, left, bottom, right })

/** What becomes of rows as a sheet holds them. */
export function read(rows: Cell[][] | Grid | Grid[], question: Partial<ListQuestion> = {}): ListRead {
  const grids = Array.isArray(rows)
    ? rows.every(row => Array.isArray(row))
      ? [grid(rows as Cell[][])]
      : (rows as Grid[])
    : [rows]
  const result = readList({ file: 'list.xlsx', grids, today: '2022-05-21', ...question })
  if (result.refused) throw new Error(result.refused)
  return result
}
export const sheetOf = (list: ListRead) => list.answer.sheets[0]
