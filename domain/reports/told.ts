import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import { isFieldName, REPORT_FIELDS, REPORT_PARTS, type FieldName } from './report-parts.ts'
import type { ReportPart } from './part.ts'

const NAMES = Object.keys(REPORT_FIELDS).filter(isFieldName)

const isTold = (value: ReportFields[FieldName]) => value !== null && !(Array.isArray(value) && value.length === 0)

/** Whether anything besides the person was told; a question about a resident tells nothing. */
export const tellsSomething = (fields: ReportFields): boolean => NAMES.some(name => isTold(fields[name]))

/** The fields of a reading, without whom and what message it is of. */
export const fieldsOf = (read: ReportFields): ReportFields =>
  NAMES.reduce((fields, name) => ({ ...fields, [name]: read[name] }), emptyReportFields())

/** Whether a report tells nothing that is not held already. */
export function saysTheSame(told: ReportFields, held: ReportFields): boolean {
  return tellsSomething(told) && !REPORT_PARTS.some(part => isNews(part, told, held))
}

function isNews(part: ReportPart, told: ReportFields, held: ReportFields): boolean {
  if (part.isNews) return part.isNews(told, held)
  return NAMES.some(name => partOf(name) === part && isTold(told[name]) && told[name] !== held[name])
}

/** What the resident said, and only that, to be laid over a form; how the call went is left out. */
export function onlyTold(fields: ReportFields): Partial<ReportFields> {
  const told = NAMES.filter(name => isTold(fields[name]) && !partOf(name).isOfCall)
  const whole = new Set(told.map(partOf).filter(part => part.isWhole))
  return NAMES.filter(name => told.includes(name) || whole.has(partOf(name))).reduce<Partial<ReportFields>>(
    (only, name) => ({ ...only, [name]: fields[name] }),
    {},
  )
}

const partOf = (name: FieldName) => REPORT_FIELDS[name].part
