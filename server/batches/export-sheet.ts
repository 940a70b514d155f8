import { REJECT_TEXT, REJECT_REASONS } from '../../contract/intake.ts'
import type { ReportFields } from '../../contract/report-fields.ts'
import type { Cell } from '../../domain/lists/grid.ts'
import type { SheetLayout } from '../../domain/lists/parse-list.ts'
import { EXEMPT_LABEL } from '../../domain/words/exempt.ts'
import { OUTCOMES } from '../../domain/calls/outcomes.ts'
import { SAMPLE_LABEL } from '../../domain/words/test-result.ts'
import { WHEREABOUTS_LABEL } from '../../domain/words/whereabouts.ts'
import type { TaskResult } from './list-results.ts'
import type { OutSheet } from '../spreadsheet/write-xlsx.ts'
import { localMinute } from '../../domain/time/texts.ts'

const RESULT_HEADERS = ['核查结果', '核酸次数', '最近采样', '核查时间', '备注']

/** One row of the sender's sheet and what became of it. */
export interface ExportLine {
  cells: readonly Cell[]
  /** Why the row was rejected; null where it was not. */
  reason: string | null
  result: TaskResult | null
  fields: ReportFields | null
}

/** A sheet in the sender's own column order, results behind it. */
export function exportSheet(layout: SheetLayout, index: number, lines: readonly ExportLine[]): OutSheet {
  const columns = [...layout.columns].sort((a, b) => a.index - b.index)
  const width = columns.reduce((most, column) => Math.max(most, column.index + 1), 0)
  const headers = Array.from({ length: width }, (_, at) => {
    const header = columns.find(column => column.index === at)?.header ?? ''
    return /^列[A-Z]+$/.test(header) ? '' : header.replace(/#\d+$/, '')
  })
  const rows = lines.map(line => [
    ...Array.from({ length: width }, (_, at) => harmless(line.cells[at] ?? null)),
    ...resultCells(line).map(harmless),
  ])
  return { name: layout.name ?? `名单${index + 1}`, rows: [[...headers, ...RESULT_HEADERS].map(harmless), ...rows] }
}

/** A text that a spreadsheet would take for a formula gets an apostrophe in front and stays a text. */
export function harmless<T extends Cell>(cell: T): T | string {
  return typeof cell === 'string' && /^[=+\-@\t\r\n]./s.test(cell) ? `'${cell}` : cell
}

function resultCells({ reason, result, fields }: ExportLine): Cell[] {
  if (reason !== null) return ['退回', null, null, null, reasonText(reason)]
  if (result === null) return [null, null, null, null, null]
  const { testsHave, testsNeed, sampledAt, sampleResult, checkedAt } = result
  return [
    stateOf(result),
    `${testsHave}/${testsNeed}`,
    sampledAt && [localMinute(sampledAt), sampleResult && SAMPLE_LABEL[sampleResult]].filter(Boolean).join(' '),
    checkedAt && localMinute(checkedAt),
    remarkOf(result, fields),
  ]
}

function reasonText(reason: string): string {
  const known = REJECT_REASONS.find(code => code === reason)
  return known ? REJECT_TEXT[known] : reason
}

function stateOf({ matched, exempt, lastOutcome }: TaskResult): string {
  if (exempt) return EXEMPT_LABEL[exempt]
  if (matched) return '核酸已匹配'
  return lastOutcome ? OUTCOMES[lastOutcome].label : '未核查'
}

function remarkOf({ closedReason }: TaskResult, fields: ReportFields | null): string | null {
  const where = fields?.whereabouts ? WHEREABOUTS_LABEL[fields.whereabouts] : null
  return [where, fields?.awayPlace, closedReason].filter(Boolean).join('；') || null
}
