/** A cell as read from a file: dates are local times (`2022-05-21`, `2022-05-21T14:10:00`), errors their text (`#N/A`). */
export type Cell = string | number | null

/** A formula whose value no program has calculated yet. */
export const UNCALCULATED = '#未计算'

/** A merged range, zero-based and inclusive. */
export type Merge = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }

/** One sheet: `rows[0]` is row 1 in Excel. Rows may be shorter than the sheet is wide. */
export type Grid = {
  /** null for a .csv. */
  readonly name: string | null
  readonly rows: readonly (readonly Cell[])[]
  readonly merges: readonly Merge[]
}

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** The text of a cell without marks nobody sees and without white space around it. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  return typeof cell === 'number' ? String(cell) : cell.replace(INVISIBLE, '').trim()
}

/** Text for comparing: half width, no white space, lower case. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s/g, '').toLowerCase()
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const rest = index % 26
  const letter = String.fromCharCode(65 + rest)
  return index < 26 ? letter : columnLetters((index - rest) / 26 - 1) + letter
}

/** The rows with the value of a vertically merged cell in every row of the merge. */
export function spreadDown(grid: Grid, rowsFrom = 0): (readonly Cell[])[] {
  const rows = [...grid.rows]
  for (const merge of grid.merges) {
    if (merge.bottom === merge.top || merge.top < rowsFrom) continue
    const value = rows[merge.top]?.[merge.left] ?? null
    if (value === null) continue
    for (let r = merge.top + 1; r <= Math.min(merge.bottom, rows.length - 1); r++) {
      const copy = [...(rows[r] ?? [])]
      while (copy.length < merge.left) copy.push(null)
      copy[merge.left] = value
      rows[r] = copy
    }
  }
  return rows
}
