import type { ErrorCode } from '../../contract/errors.ts'
import type { WecomError } from './wecom-error.ts'

/** What a person is told when WeCom did not do as asked. */
export function wecomRefusal(error: WecomError): ErrorCode {
  if (error.reaction === 'retry') return 'wecom_unavailable'
  return error.reaction === 'wait' ? 'wecom_rate_limited' : 'wecom_refused'
}
