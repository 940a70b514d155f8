import type { ImportPreview, ImportSettings, PreviewColumn } from '../../../contract/batches.ts'
import { FIELD_LABELS, INTAKE_FIELDS, type ColumnChoices, type IntakeField } from '../../../contract/intake.ts'
import { distinctSenders } from '../../../domain/lists/sender.ts'
import { dayAt } from '../../../domain/time/clock.ts'
import { instantAt } from '../../../domain/time/local-time.ts'
import { addDays } from '../../../domain/time/days.ts'
import { moment } from '../../ui/time.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

/** What the importer decides; kept while columns are read again. */
export type ImportDraft = Omit<ImportSettings, 'source' | 'columns'> & { source: string | null; columns: ColumnChoices }

/** Fields in the order of the sheet that asks what a column is. */
export const FIELD_CHOICES = INTAKE_FIELDS.map(value => ({ value, label: FIELD_LABELS[value] }))

const FIRST: readonly IntakeField[] = ['phone', 'name', 'idNumber', 'address', 'community', 'arrivedOn']

/** The columns a caller works with first, then the others; unknown ones and those left out are elsewhere. */
export function sortColumns(columns: readonly PreviewColumn[]): PreviewColumn[] {
  const placeOf = ({ field }: PreviewColumn) => (FIRST.includes(field) ? FIRST.indexOf(field) : FIRST.length)
  return columns.filter(column => !column.unknown).sort((a, b) => placeOf(a) - placeOf(b))
}

const SENDERS: readonly (readonly [RegExp, string])[] = [
  [/公安|police/i, '公安'],
  [/疾控|cdc/i, '疾控'],
  [/网格|grid/i, '网格'],
  [/平台|platform/i, '数据平台'],
  [/街道|street/i, '街道'],
  [/区|district/i, '区专班'],
]

/** The sender a file name speaks of, or null. */
export const senderOf = (fileName: string): string | null =>
  SENDERS.find(([words]) => words.test(fileName))?.[1] ?? null

/** Senders to choose from: earlier ones first. */
export const senderChoices = (sources: readonly string[]) =>
  distinctSenders([...sources, ...SENDERS.map(([, name]) => name)])
    .slice(0, 9)
    .map(value => ({ value, label: value }))

/** How a list begins that nobody has said anything about: the rule its columns speak of, due when it says, else tonight. */
export function draftOf(preview: ImportPreview, fileName: string, now: number): ImportDraft {
  const arrival = preview.columns.some(column => column.field === 'arrivedOn')
  return {
    name: preview.name,
    source: preview.source ?? senderOf(fileName),
    ruleName: arrival ? '三天两检' : '48小时核酸',
    deadlineAt: preview.deadlines[0]?.at ?? midnight(now, 1),
    urgent: false,
    unitId: null,
    leaveOut: false,
    columns: {},
  }
}

/** 24:00 of the day is 0:00 of the next. */
const midnight = (now: number, days: number) => instantAt(addDays(dayAt(now), days), '00:00')

/** A deadline as it is said; a minute before midnight is the end of that day. */
const dueWords = (at: string, now: number) => moment(at, now).replace('23:59', '24:00')

export interface DeadlineChoice {
  value: string
  label: string
  at: string | null
}

/** When the list is due, as chips: as it says itself, else; whole quarters of an hour for those counted from now. */
export function deadlineChoices(now: number, own: ImportPreview['deadlines'] = []): DeadlineChoice[] {
  const inHours = (hours: number) => {
    const quarter = HOUR_MS / 4
    return new Date(Math.ceil((now + hours * HOUR_MS) / quarter) * quarter).toISOString()
  }
  const ofList = own.map(({ at }) => ({ value: at, label: `名单写的 ${dueWords(at, now)}`, at }))
  return [
    ...ofList,
    { value: '4h', label: '4小时内', at: inHours(4) },
    { value: 'tonight', label: '今晚24:00', at: midnight(now, 1) },
    { value: 'noon', label: '明天12:00', at: instantAt(addDays(dayAt(now), 1), '12:00') },
    { value: 'tomorrow', label: '明晚24:00', at: midnight(now, 2) },
    { value: 'none', label: '不限', at: null },
  ]
}

/** What is still missing before the list can be imported, as one line; null: nothing. */
export function missingOf({ unplaced, known, answer }: ImportPreview, draft: ImportDraft): string | null {
  if (known) return '这个文件已经导入过'
  if (answer.tasks === 0) return '没有可导入的号码'
  if (draft.source === null) return '请选来源单位'
  return unplaced > 0 && draft.unitId === null && !draft.leaveOut ? '请选社区' : null
}

/** What will be imported as what, in one line: 公安 · 48小时核酸 · 今晚24:00 */
export function draftLine({ source, ruleName, deadlineAt, urgent }: ImportDraft, now: number): string {
  const due = deadlineChoices(now).find(({ at }) => at === deadlineAt)
  const deadline = due?.label ?? (deadlineAt === null ? '不限' : dueWords(deadlineAt, now))
  const words = [source, ruleName, deadlineAt === null ? null : `${deadline}截止`, urgent ? '加急' : null]
  return words.filter(Boolean).join(' · ')
}
