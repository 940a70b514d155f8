/** Which client shows the page: 政务微信 or another private edition, the public WeCom, consumer WeChat, anything else. */
export type WecomClientKind = 'private' | 'wecom' | 'wechat' | 'browser'

/** Private editions also say `wxwork/`, and every WeCom says `MicroMessenger/`: the order of the questions matters. */
export function detectWecomClient(userAgent: string): WecomClientKind {
  if (/wxworklocal\//i.test(userAgent)) return 'private'
  if (/wxwork\//i.test(userAgent)) return 'wecom'
  if (/micromessenger/i.test(userAgent)) return 'wechat'
  return 'browser'
}

/** Whether the JS-SDK can work here at all; outside, its promises never settle. */
export function isInsideWecom(userAgent: string): boolean {
  const kind = detectWecomClient(userAgent)
  return kind === 'private' || kind === 'wecom'
}
