import type { UnsureField } from '../../contract/report-fields.ts'
import { isFieldName, REPORT_FIELDS, type FieldName } from '../reports/report-parts.ts'

const IDENTITY_LABEL: Readonly<Record<Exclude<UnsureField, FieldName>, string>> = {
  code: '任务码',
  phone: '号码',
  phoneTail: '尾号',
  name: '姓名',
}

/** What a recorder calls a field of a report, or what tells whom it is of. */
export const fieldLabel = (field: UnsureField): string =>
  isFieldName(field) ? REPORT_FIELDS[field].label : IDENTITY_LABEL[field]
