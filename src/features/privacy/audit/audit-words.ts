import { AUDIT_ACTION_LABEL, type AuditEntry } from '../../../../contract/audit.ts'
import { REVEAL_FIELD_LABEL, REVEAL_FIELDS, REVEAL_REASON_LABEL, REVEAL_REASONS } from '../../../../contract/reveals.ts'

/** 查看号码, 拨打, 截屏 */
export function deedOf({ action, field }: AuditEntry): string {
  const shown = REVEAL_FIELDS.find(one => one === field)
  return action === 'reveal' && shown ? `查看${REVEAL_FIELD_LABEL[shown]}` : AUDIT_ACTION_LABEL[action]
}

/** 核对身份; what the server wrote where it is no reason a person chose. */
export function reasonOf({ reason }: AuditEntry): string {
  const known = REVEAL_REASONS.find(one => one === reason)
  return known ? REVEAL_REASON_LABEL[known] : (reason ?? '')
}
