import { readIdNumber } from '../person/id-number.ts'
import { readPhones } from '../person/phone.ts'
import { cellText, squeeze, type Cell, type Grid } from './grid.ts'
import { isKnownHeader } from './read-header.ts'

/** Where the header stands and what it says; rows and columns are zero-based. */
export type Header = {
  readonly row: number
  /** The first row that may be data. */
  readonly dataFrom: number
  /** Text as it stands, per column; '' for a column without header. */
  readonly texts: readonly string[]
  /** The header above it, per column; '' when there is none. */
  readonly groups: readonly string[]
}

/** Titles, instructions and groups may stand above the header, but not a whole page of them. */
const ROWS_SEARCHED = 60
const BLOCK_ROWS = 4

/** The known names in a row; a horizontally merged cell counts once because only its first cell is filled. */
function knownNames(texts: readonly string[]): number {
  return texts.filter(text => text !== '' && isKnownHeader(text)).length
}

const LABEL = /[:：]\s*$/

/** Values stand in a row of data and beside the labels of a title row (填报人：… 联系电话：…), never in a header. */
function holdsValues(texts: readonly string[]): boolean {
  return texts.some(written => {
    const text = written.replace(/[(（【][^(（【)）】]*[)）】]/g, '')
    if (/\d{7,}/.test(text.replace(/[\s-]/g, '')) || readPhones(text).phones.length > 0) return true
    return /^\d{17}[\dXx]$/.test(text) && readIdNumber(text).note === null
  })
}

/** A title row with labels: some end with a colon and what stands beside them is no header. */
function isLabelRow(texts: readonly string[]): boolean {
  const filled = texts.filter(text => text !== '')
  const labels = filled.filter(text => LABEL.test(text)).length
  const values = filled.filter(text => !LABEL.test(text) && !isKnownHeader(text)).length
  return labels > 0 && (values >= labels || labels * 2 <= filled.length) && filled.length < 7 && knownNames(filled) < 5
}

const textsOf = (row: readonly Cell[] | undefined) => (row ?? []).map(cellText)

/** Rows that hang together with a header row by vertically merged cells, the last one's index. */
function blockEnd(grid: Grid, row: number): number {
  const ends = grid.merges
    .filter(merge => merge.top <= row && merge.bottom >= row && merge.bottom - merge.top < BLOCK_ROWS)
    .filter(merge => isKnownHeader(cellText(grid.rows[merge.top]?.[merge.left])) || merge.bottom === row)
    .map(merge => merge.bottom)
  return Math.max(row, ...ends)
}

/** A row below the header whose every cell is a header word: the second line of a header without merges. */
function isSubHeader(texts: readonly string[]): boolean {
  const filled = texts.filter(text => text !== '')
  return filled.length >= 2 && !holdsValues(filled) && filled.every(text => isKnownHeader(text))
}

/** Labels waiting to be filled in (姓名： 联系电话：) with a fuller row of names not far below. */
function isEmptyForm(grid: Grid, row: number, texts: readonly string[]): boolean {
  const filled = texts.filter(text => text !== '')
  if (!filled.every(text => LABEL.test(text))) return false
  return [1, 2, 3, 4, 5].some(down => knownNames(textsOf(grid.rows[row + down])) >= Math.max(2, knownNames(texts)))
}

/** The first row with at least two known names; the row below it instead when that one knows more. */
function candidateRow(grid: Grid): number | null {
  for (let r = 0; r < Math.min(grid.rows.length, ROWS_SEARCHED); r++) {
    const texts = textsOf(grid.rows[r])
    if (knownNames(texts) < 2 || holdsValues(texts) || isLabelRow(texts) || isEmptyForm(grid, r, texts)) continue
    const below = textsOf(grid.rows[r + 1])
    return knownNames(below) > knownNames(texts) && !holdsValues(below) ? r + 1 : r
  }
  return null
}

/** Without two known names: the last row of words above the first phone number, where a column of phones follows. */
function rowAbovePhones(grid: Grid): number | null {
  const isPhone = (row: readonly Cell[] | undefined, c: number) => readPhones(row?.[c]).phones.length > 0
  const first = grid.rows.slice(0, ROWS_SEARCHED).findIndex(row => row.some((_, c) => isPhone(row, c)))
  const column = grid.rows[first]?.findIndex((_, c) => isPhone(grid.rows[first], c)) ?? -1
  const below = grid.rows.slice(first, first + ROWS_SEARCHED).filter(row => cellText(row[column]) !== '')
  if (first < 1 || below.filter(row => isPhone(row, column)).length < below.length / 2) return null
  for (let r = first - 1; r >= 0; r--) {
    const texts = textsOf(grid.rows[r])
    if (texts[column]) return holdsValues(texts) ? null : r
  }
  return null
}

/** The value of every header cell of a row, with merged cells filled in both ways. */
function filledRow(grid: Grid, row: number, width: number): string[] {
  const texts = Array.from({ length: width }, (_, c) => cellText(grid.rows[row]?.[c]))
  for (const merge of grid.merges) {
    if (row < merge.top || row > merge.bottom) continue
    const value = cellText(grid.rows[merge.top]?.[merge.left])
    for (let c = merge.left; c <= Math.min(merge.right, width - 1); c++) if (texts[c] === '') texts[c] = value
  }
  return texts
}

/** One row of groups above the header; a title over the whole width and rows with values are none. */
function groupRow(grid: Grid, row: number, width: number): string[] | null {
  if (row < 0) return null
  const above = filledRow(grid, row, width)
  const distinct = new Set(above.filter(text => text !== '').map(squeeze))
  const isTitle = distinct.size < 2 || above.some(text => text.length > 24 || /[:：]/.test(text)) || holdsValues(above)
  if (isTitle) return null
  return grid.merges.length > 0 ? above : spreadRight(above)
}

/** The headers above each column, the upper before the lower (核酸 › 第一次 › 时间), and not the column's own again. */
function groupTexts(grid: Grid, row: number, texts: readonly string[]): string[] {
  const lower = groupRow(grid, row - 1, texts.length)
  const upper = lower && groupRow(grid, row - 2, texts.length)
  return texts.map((text, c) => {
    const seen = new Set([squeeze(text)])
    const words = [lower?.[c] ?? '', upper?.[c] ?? ''].filter(
      word => !seen.has(squeeze(word)) && seen.add(squeeze(word)),
    )
    return words.reverse().join('')
  })
}

/** Without merges (.csv) a group holds until the next one. */
function spreadRight(texts: readonly string[]): string[] {
  let last = ''
  return texts.map(text => (last = text === '' ? last : text))
}

/** Finds the header of a sheet, or null when no row knows at least two names and none stands above a column of phones. */
export function findHeader(grid: Grid): Header | null {
  const first = candidateRow(grid) ?? rowAbovePhones(grid)
  if (first === null) return null
  const row = blockEnd(grid, first)
  const width = Math.max(...grid.rows.slice(0, row + 200).map(cells => cells.length))
  const below = textsOf(grid.rows[row + 1])
  if (row === first && isSubHeader(below)) return twoLines(grid, row, width, below)
  const filled = filledRow(grid, row, width)
  const texts = filled.map((text, c) => ownText(grid, row, c, text))
  const groups = groupTexts(grid, row, filled)
  return {
    row,
    dataFrom: row + 1,
    texts,
    groups: groups.map((group, c) => (texts[c] === '' ? group + (filled[c] ?? '') : group)),
  }
}

/** A horizontally merged header is one column's name, not the name of all it covers. */
function ownText(grid: Grid, row: number, column: number, text: string): string {
  const merge = grid.merges.find(m => row >= m.top && row <= m.bottom && column >= m.left && column <= m.right)
  return merge && column > merge.left ? '' : text
}

function twoLines(grid: Grid, row: number, width: number, below: readonly string[]): Header {
  const upper = filledRow(grid, row, width)
  const spread = spreadRight(upper)
  const texts = upper.map((text, c) => (below[c] ? below[c] : ownText(grid, row, c, text)))
  return { row, dataFrom: row + 2, texts, groups: texts.map((_, c) => (below[c] ? (spread[c] ?? '') : '')) }
}
