import { emptyReportFields, type ReadReport, type ReportFields } from '../../../contract/report-fields.ts'
import { OUTCOMES, outcomesInOrder } from '../../calls/outcomes.ts'
import { LINE_PARTS } from '../../reports/report-parts.ts'
import * as words from './line-words.ts'

const OUTCOME_OF = new Map(outcomesInOrder().map(code => [OUTCOMES[code].label, code]))

const HEAD = /^【核查反馈(·更正)?】(?:#([0-9A-Z]{5}) ?)?([^\s(|]{0,12})(?:\(尾号(\d{1,4})\))?$/

type Identity = Pick<ReadReport, 'code' | 'name' | 'phoneTail' | 'supersedes'>

/**
 * Reads the line `writeReportLine` makes, exactly; null when it was edited into something else, which is then read as
 * free text. `day` is the day of the message. Lines after the second, such as a link, are not looked at.
 */
export function readReportLine(body: string, day: string): (Identity & ReportFields) | null {
  if (!body.trimStart().startsWith('【核查反馈')) return null
  const [first = '', second = ''] = body.trim().split('\n')
  const head = HEAD.exec(first.trim())
  if (!head) return null
  const fields = readFacts(second.trim(), day)
  if (!fields) return null
  const [, corrected, code, name, tail] = head
  return {
    ...fields,
    code: code ?? null,
    name: name || null,
    phoneTail: tail ?? null,
    supersedes: corrected !== undefined,
  }
}

function readFacts(line: string, day: string): ReportFields | null {
  const [outcomeWord = '', ...segments] = line.split('|')
  const outcome = OUTCOME_OF.get(outcomeWord) ?? null
  if (outcome === null && outcomeWord !== words.OUTCOME_UNSAID) return null
  const fields = { ...emptyReportFields(), outcome }
  const known = segments.every(segment => {
    const part = readSegment(segment, day)
    if (part) Object.assign(fields, part)
    return part !== null
  })
  return known ? fields : null
}

/** By the part that takes it for its own. */
function readSegment(segment: string, day: string): Partial<ReportFields> | null {
  for (const part of LINE_PARTS) {
    const told = part.read(segment, day)
    if (told) return told
  }
  return null
}
