import { ERROR_SENTENCES } from '../../contract/errors.ts'
import type { WecomError } from '../ports/wecom-error.ts'

/** What a lead can do about a refusal WeCom names by code. */
const BY_CODE: Record<number, string> = {
  45009: '政务微信限制了发送次数，请过一分钟再试。',
  48002: ERROR_SENTENCES.app_group_not_allowed,
  86003: '没有这个群，可能已解散，请重新建群。',
  86001: '群编号不对，请检查后重新设置。',
  86008: '这个群不是本应用建的，请改用群机器人地址。',
  93000: '群机器人的地址无效，请在群里重新复制 Webhook 地址。',
  93004: '群机器人已停用，请在群里重新添加。',
  93008: '群机器人不在群里，请重新添加后再设置地址。',
}

/** The sentence for a lead whose try did not arrive. */
export function groupProblem(error: WecomError): string {
  const known = error.errcode === null ? undefined : BY_CODE[error.errcode]
  if (known !== undefined) return known
  if (error.reaction === 'retry') return '政务微信暂时连不上，请稍后再试。'
  return `政务微信没有接受（错误码 ${error.errcode ?? '无'}），请管理员检查群设置。`
}
