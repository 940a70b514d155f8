import type { ReportFields } from '../../../contract/report-fields.ts'
import { OUTCOMES } from '../../calls/outcomes.ts'
import { maskName, tailOf } from '../../person/mask.ts'
import type { LineContext } from '../../reports/part.ts'
import { LINE_PARTS } from '../../reports/report-parts.ts'
import * as words from './line-words.ts'

/**
 * The two lines the composer posts to the group (design, section 5):
 *
 *     【核查反馈】#K7Q2M 张*(尾号5678)
 *     已接通|5/19自驾 广州荔湾区→深|核酸2次:5/20阴、5/21阴|在本社区|疫苗3针
 *
 * No full name, number, document or room is in it. `readReports` gives the fields back, except: `address` (goes into
 * the record by form); digits, the resident's name and signs inside `origin` and `awayPlace`, which are cut; days more
 * than a year away and seconds, since dates are written M/D and times H:MM.
 */
export function writeReportLine(report: ReportFields, context: LineContext): string {
  const head = context.supersedes === true ? words.LINE_HEAD_CORRECTED : words.LINE_HEAD
  const outcome = report.outcome === null ? words.OUTCOME_UNSAID : OUTCOMES[report.outcome].label
  const facts = [outcome, ...LINE_PARTS.map(part => part.write(report, context))]
  return `${head}${identityText(context)}\n${facts.filter(Boolean).join('|')}`
}

function identityText({ code, name, phone }: LineContext): string {
  const person = `${name === null ? '' : maskName(name)}${phone === null ? '' : `(尾号${tailOf(phone)})`}`
  return [code === null ? '' : `#${code}`, person].filter(Boolean).join(' ')
}
