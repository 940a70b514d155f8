import * as v from 'valibot'
import { ReportFields } from '../../contract/report-fields.ts'

const WORDS: Partial<Record<keyof ReportFields, string>> = {
  vehicleNo: '车次航班只写字母和数字，如 G1024。',
  origin: '地点太长，请少于 60 字。',
  awayPlace: '地点太长，请少于 60 字。',
  address: '住址太长，请少于 120 字。',
}

/** What the server would refuse, by field; empty: nothing. */
export function problemsOf(fields: ReportFields): Partial<Record<keyof ReportFields, string>> {
  const issues = v.safeParse(ReportFields, fields).issues ?? []
  const wrong = new Set(issues.map(issue => issue.path?.[0].key as keyof ReportFields))
  return Object.fromEntries([...wrong].map(key => [key, WORDS[key] ?? '这一项有误，请重新选。']))
}
