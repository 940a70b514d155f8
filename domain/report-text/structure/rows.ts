import { matchesOf } from '../fold/matches.ts'
import { join, said, slice, type Folded } from '../fold/folded.ts'
import type { ColumnKind } from './columns.ts'

/** A column of a table: what it is, and its header as written. */
export interface Column {
  readonly kind: ColumnKind | null
  readonly header: Folded
}

const EMPTY = /^(?:|[/\-—~·.]+|无|空|不详|未知|n\/?a|暂无)$/i
const YES = /^(?:y|yes|是|1|✓|✔|√|有|在|已|ok)$/i
const NO = /^(?:n|no|否|0|×|✗|❌|没|不在)(?:\((.+)\))?$/i

/** A row as a form, one line a cell, so that it is read like any other form. */
export function rowAsForm(columns: readonly Column[], cells: readonly Folded[]): Folded {
  const lines: Folded[] = []
  let doses: number | null = null
  columns.forEach(({ kind, header }, index) => {
    const cell = cells[index]
    if (!cell || kind === 'nothing' || kind === 'antigen') return
    if (kind === 'dose') {
      const given = !EMPTY.test(cell.text) && !/没|未|不|约/.test(cell.text)
      doses = given ? (doses ?? 0) + 1 : (doses ?? 0)
      return
    }
    const isTaken = kind === 'result' && columns[index - 1]?.kind === 'tests'
    if (EMPTY.test(cell.text) || isTaken) return
    lines.push(lineOf(kind, header, cell, nextResult(columns, cells, index)))
  })
  if (doses !== null) lines.push(said(doses === 0 ? '未接种疫苗' : `疫苗${String(doses)}针`, cells[0]))
  return join(lines, '\n')
}

/** 核酸日 2/3/4, 结果 均阴: the result of days that stand in the column before. */
function nextResult(columns: readonly Column[], cells: readonly Folded[], index: number): Folded | null {
  if (columns[index]?.kind !== 'tests' || columns[index + 1]?.kind !== 'result') return null
  const result = cells[index + 1]
  return result && !EMPTY.test(result.text) ? result : null
}

const LABEL: Readonly<Partial<Record<ColumnKind, string>>> = {
  name: '姓名:',
  phone: '电话:',
  tail: '尾号',
  code: '任务码:',
  arrived: '返囻时间:',
  expected: '预计返囻时间:',
  origin: '来源地:',
  away: '人在',
  transport: '交通:',
  tests: '核酸:',
  address: '住址:',
}

function lineOf(kind: ColumnKind | null, header: Folded, cell: Folded, result: Folded | null): Folded {
  if (kind === 'tests') return testLine(cell, result)
  if (kind === 'result') return cell
  if (kind === 'day') return dayLine(header, cell)
  if (kind === 'testCount')
    return /^\d+次?$/.test(cell.text) ? around('核酸', cell, cell.text.endsWith('次') ? '' : '次') : cell
  if (kind === 'vaccine') return /^\d$/.test(cell.text) ? around('疫苗', cell, '针') : around('疫苗', cell, '')
  if (kind === 'reached' || kind === 'local') return answerLine(kind, cell)
  const label = kind === null ? null : LABEL[kind]
  return label === undefined || label === null ? cell : around(label, cell, '')
}

/** 2/3/4 beside 均阴, 18阴 19阴, 未做 */
function testLine(cell: Folded, result: Folded | null): Folded {
  if (/^(?:没|未|还没|尚未)(?:有)?(?:做|检|采)/.test(cell.text)) return around('核酸', cell, '')
  const days = /^\d{1,2}(?:\/\d{1,2})+$/.test(cell.text) ? spread(cell) : cell
  const own = result && !/^\d/.test(result.text) ? join([days, result], '') : (result ?? days)
  return around('核酸:', own, '')
}

/** 2/3/4 → 2日、3日、4日 */
function spread(cell: Folded): Folded {
  const days = [...matchesOf(cell.text, /\d+/g)].map(({ index, 0: day }) =>
    around('', slice(cell, index, index + day.length), '日'),
  )
  return join(days, '、')
}

function dayLine(header: Folded, cell: Folded): Folded {
  const day = /^\d{1,2}$/.test(header.text) ? around('', header, '日') : header
  return around('核酸:', join([day, cell], ''), '')
}

/** Y, 是 and 1 say what the column asks; N(占线) says why not. */
function answerLine(kind: 'reached' | 'local', cell: Folded): Folded {
  const yes = YES.test(cell.text)
  const why = NO.exec(cell.text)
  if (kind === 'local') return yes ? said('在囻', cell) : why ? said('不在囻', cell) : cell
  if (yes) return said('接通', cell)
  if (!why) return cell
  const told = why[1]
  return told === undefined ? said('未接通', cell) : slice(cell, cell.text.indexOf(told), cell.text.length - 1)
}

function around(before: string, cell: Folded, after: string): Folded {
  const end = slice(cell, cell.text.length)
  return join([said(before, cell), cell, said(after, end)], '')
}
