const ERRMSG: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40003: 'invalid userid',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40031: 'invalid userid list',
  40032: 'invalid userid list size',
  40035: 'invalid parameter',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40063: 'some parameters are empty',
  40074: 'news msg not support safe',
  40091: 'secret is invalid',
  41001: 'access_token missing',
  41002: 'corpid missing',
  41004: 'corpsecret missing',
  41008: 'missing code',
  41009: 'missing userid',
  41011: 'missing agentid',
  42001: 'access_token expired',
  44004: 'content is empty',
  45002: 'content size out of limit',
  45008: 'article count out of limit',
  45009: 'api freq out of limit',
  48002: 'api forbidden',
  50001: 'redirect_url domain not trusted',
  60003: 'department not found',
  60011: 'no privilege to access/modify contact/party/agent',
  60020: 'not allow to access from your ip',
  60111: 'userid not found',
  81013: 'UserID、部门ID、标签ID全部非法或无权限',
  82001: 'all touser & toparty & totag empty',
  82002: 'invalid toparty list size',
  82003: 'invalid totag list size',
  84025: 'invalid state',
  86001: 'chatid is invalid',
  86003: 'chatid is not found',
  86006: 'chat member count is invalid',
  86008: 'chatid is not created by this agent',
  86207: 'owner is not in userlist',
  86215: 'chatid is existed',
  86216: 'userlist contains illegal userid',
  91040: 'invalid ticket type',
  93000: 'invalid webhook url',
  301002: 'not allow operate another agent with this accesstoken',
  301019: 'file md5 not match',
}

/** A refusal as the real service gives it: HTTP 200 and an `errcode`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly errcode: number

  constructor(errcode: number) {
    super(ERRMSG[errcode] ?? 'error')
    this.errcode = errcode
  }
}

export function refuse(errcode: number): never {
  throw new Refusal(errcode)
}

/** Body of a refusal, with the tail of hint, caller and address that production appends. */
export function refusalBody(errcode: number, { ip, at }: { ip: string; at: Date }) {
  const hint = `${Math.floor(at.getTime() / 1_000)}_80_${randomHex(16)}`
  const more = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  const errmsg = `${ERRMSG[errcode] ?? 'error'}, hint: [${hint}], from ip: ${ip}, more info at ${more}`
  return { errcode, errmsg }
}

/** Lower-case hex of so many random bytes. */
export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, '0')).join('')
}
