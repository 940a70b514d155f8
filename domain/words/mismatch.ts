import type { MismatchKind } from '../../contract/call-attempts.ts'

/** Whose number it is that a list gives for somebody else. */
export const MISMATCH_LABEL: Readonly<Record<MismatchKind, string>> = {
  family: '家人的号码',
  old_owner: '号码换了主人',
  work_phone: '单位电话',
  unknown: '不认识此人',
}
