import { matchesOf } from '../fold/matches.ts'
import { join, slice, trimmed, type Folded } from '../fold/folded.ts'
import { cutInto, waysToCut } from './cells.ts'
import { columnKind, isHeader } from './columns.ts'
import { inWords, isLegend, legendOf } from './legend.ts'
import { rowAsForm, type Column } from './rows.ts'

/** Most lines a heading of a table has. */
const HEADING_LINES = 4

/** 社区 任务数 已完成 匹配率 排名: counts of communities, no residents. */
const STATISTICS = /^(?:社区|街道|小组|组别|网格|单位|区)[\t |,，].*(?:任务数?|完成|匹配率|排名|总数|未录|已录)/

/** No table of residents is without one of these. */
const IDENTITY_LABEL = /姓名|名字|人员|居民|对象|电话|手机|号码|联系方式|尾号|[后末][四4]位|任务|短码|代码/

/**
 * The parts of a message, each to be read for itself, where residents stand in a table: a row or, where the table lies on
 * its side, a column becomes a form below the heading. Null where there is no table.
 */
export function partsOfTable(words: Folded): Folded[] | null {
  if (!words.text.includes('\n')) return null
  const lines = linesOf(words)
  if (STATISTICS.test(lines[0]?.text ?? '')) return []
  const labelled = IDENTITY_LABEL.test(words.text)
  return (labelled ? (upright(lines) ?? (/[\t|]/.test(words.text) ? lying(lines) : null)) : null) ?? factsFirst(lines)
}

function linesOf(words: Folded): Folded[] {
  return [...matchesOf(words.text, /[^\n]+/g)]
    .map(({ index, 0: line }) => trimmed(slice(words, index, index + line.length)))
    .filter(line => line.text !== '')
}

function upright(lines: readonly Folded[]): Folded[] | null {
  for (let at = 0; at < Math.min(lines.length - 1, HEADING_LINES + 1); at++) {
    const line = lines[at]
    const columns = line ? headerOf(line) : null
    const rows = columns && lines.slice(at + 1).map(row => (isLegend(row) ? null : cutInto(row, columns.length)))
    if (!columns || !rows || rows.filter(row => row !== null).length === 0 || rows[0] === null) continue
    const heading = lines.slice(0, at)
    return partsOf(columns, rows, heading, lines.slice(at + 1))
  }
  return null
}

/** Rows as forms below the heading; lines that are no rows stay as they are. */
function partsOf(
  columns: readonly Column[],
  rows: readonly (readonly Folded[] | null)[],
  heading: readonly Folded[],
  lines: readonly Folded[],
): Folded[] {
  const legend = legendOf([...heading, ...lines.filter((_, index) => rows[index] === null)])
  let before: readonly Folded[] = []
  return rows.flatMap((row, index) => {
    const line = lines[index]
    if (row === null) return line && !isLegend(line) ? line : []
    const worded = row.map(cell => inWords(cell, legend))
    const cells = worded.map((cell, column) => (/^(?:同上|〃|″|")$/.test(cell.text) ? (before[column] ?? cell) : cell))
    before = cells
    return join([...heading, rowAsForm(columns, cells)], '\n')
  })
}

/** 姓名,电话,核酸 · 格式：①姓名②电话 · 按【号码 姓名 核酸日】报 · （请填：房号-姓名-电话） */
function headerOf(line: Folded): Column[] | null {
  const inside = /[(【](?:请填|格式)?[:：]?([^()【】]{5,60})[)】]|^(?:格式|例|模板)[:：](.+)$/.exec(line.text)
  const spec = inside?.[1] ?? inside?.[2]
  const from = spec === undefined ? -1 : line.text.indexOf(spec)
  const candidates = spec === undefined ? [line] : [slice(line, from, from + spec.length), line]
  for (const one of candidates)
    for (const cells of waysToCut(one, 3)) {
      const columns = cells.map(header => ({ kind: columnKind(header.text), header }))
      if (isHeader(columns.map(({ kind }) => kind))) return columns
    }
  return null
}

/** 姓名 | 甲 | 乙 above 手机 | 138… | 139…: each column but the first is a resident. */
function lying(lines: readonly Folded[]): Folded[] | null {
  const from = lines.findIndex(line => columnsOf(line) !== null)
  const first = from < 0 ? undefined : lines[from]
  const width = first ? (columnsOf(first)?.length ?? 0) : 0
  if (width < 3 || from > HEADING_LINES) return null
  const rows = lines.slice(from).map(line => cutInto(line, width, SURE))
  const labels = rows.map(cells => cells?.[0])
  const columns = labels.flatMap(label => (label ? { kind: columnKind(label.text), header: label } : []))
  if (rows.length < 3 || columns.length < rows.length || !isHeader(columns.map(({ kind }) => kind))) return null
  const heading = lines.slice(0, from)
  return Array.from({ length: width - 1 }, (_, person) => {
    const cells = rows.flatMap(row => row?.[person + 1] ?? [])
    return join([...heading, rowAsForm(columns, cells)], '\n')
  })
}

const NUMBER = /1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)/g
/** A day or a trip in front of the number, and no name at the very start. */
const FACTS_BEFORE = /^(?:\d{1,3}[.、)] ?)?(?:\d{1,2}[./月]\d{1,2}|从|昨|今|前天)/

/** 1. 4.4 从梅州回 房丽 138… 大巴: lines that each tell of one number, some of it in front. */
function factsFirst(lines: readonly Folded[]): Folded[] | null {
  const from = lines.findIndex(line => line.text.search(NUMBER) >= 0)
  const told = from < 0 ? [] : lines.slice(from)
  const apart = told.length > 1 && told.every(({ text }) => text.match(NUMBER)?.length === 1)
  if (!apart || !told.every(({ text }) => FACTS_BEFORE.test(text))) return null
  return told.map(line => join([...lines.slice(0, from), line], '\n'))
}

/** A table on its side has real separators: tabs or bars. */
const SURE = 2

/** A line that begins with a known label and goes on with cells. */
function columnsOf(line: Folded): Folded[] | null {
  return (
    waysToCut(line, 3, SURE).find(cells => {
      const label = cells[0]?.text ?? ''
      return (
        columnKind(label) !== null &&
        !/^\d/.test(label) &&
        cells.slice(1).every(({ text }) => columnKind(text) === null)
      )
    }) ?? null
  )
}
