import type { Cell } from '../../domain/lists/grid.ts'
import { FileRefused, LIMITS } from './refuse.ts'

/** A cell as it is kept: white space alone is nothing, and what is longer than any list's cell is cut. */
export function keptCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  if (cell.trim() === '') return null
  return cell.length > LIMITS.cell ? cell.slice(0, LIMITS.cell) : cell
}

const EMPTY: readonly Cell[] = []

/** The rows of a sheet as they are read, held to the limits while they grow. */
export interface RowsSoFar {
  readonly rows: readonly (readonly Cell[])[]
  /**
   * Puts a row at its place, rows between being empty.
   * @throws FileRefused `too_many_rows`, `too_many_columns`
   */
  put(index: number, cells: readonly Cell[]): void
}

export function collectRows(): RowsSoFar {
  const rows: (readonly Cell[])[] = []
  let filled = 0
  return {
    rows,
    put(index, cells) {
      const kept = cells.map(keptCell)
      while (kept.length > 0 && kept.at(-1) === null) kept.pop()
      if (kept.length > LIMITS.columns) throw new FileRefused('too_many_columns')
      if (kept.length === 0) return
      if (++filled > LIMITS.rows || index >= LIMITS.lines) throw new FileRefused('too_many_rows')
      while (rows.length < index) rows.push(EMPTY)
      rows[index] = kept
    },
  }
}
