import * as v from 'valibot'
import { Count, Id } from './common.ts'

/** One masked field can be shown in clear (查看明文). */
export const REVEAL_FIELDS = ['name', 'phone', 'idNumber', 'address'] as const
export const RevealField = v.picklist(REVEAL_FIELDS)
export type RevealField = v.InferOutput<typeof RevealField>

export const REVEAL_FIELD_LABEL: Record<RevealField, string> = {
  name: '姓名',
  phone: '号码',
  idNumber: '证件号',
  address: '住址',
}

export const REVEAL_REASONS = ['check_identity', 'call_by_hand', 'door_visit', 'enter_elsewhere', 'hand_over'] as const
export const RevealReason = v.picklist(REVEAL_REASONS)
export type RevealReason = v.InferOutput<typeof RevealReason>

/** One tap each. */
export const REVEAL_REASON_LABEL: Record<RevealReason, string> = {
  check_identity: '核对身份',
  call_by_hand: '用座机拨打',
  door_visit: '上门核查',
  enter_elsewhere: '录入其他系统',
  hand_over: '移交其他辖区',
}

/** `subjectId` names one of several persons behind the number, for name and ID number; without it the first. */
export const Reveal = v.object({ field: RevealField, subjectId: v.optional(Id), reason: RevealReason })
export type Reveal = v.InferOutput<typeof Reveal>

/** Shown for `seconds`, then masked again and forgotten by the page. */
export const RevealAnswer = v.object({ value: v.string(), seconds: Count })
export type RevealAnswer = v.InferOutput<typeof RevealAnswer>
