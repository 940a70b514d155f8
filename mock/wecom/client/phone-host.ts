/** Hosts whose first label is one of these are phones of the stage. */
const PHONE_LABELS = new Set(['caller', 'recorder', 'lead'])

/** 政务微信 3.2 on Android; the SDK reads the compatibility number after `wxwork/`. */
export const PHONE_USER_AGENT =
  'Mozilla/5.0 (Linux; Android 16; 24031PN0DC Build/BP2A.250605.031.A3; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.180 Mobile Safari/537.36 XWEB/1380275 MMWEBSDK/20230806 MMWEBID/4102 wxworklocal/3.2.200 wwlocal/3.2.200 wxwork/4.0.0 appname/wxworklocal-customized MicroMessenger/7.0.1 appScheme/wxworklocalcustomized Language/zh_CN ColorScheme/Light WXWorklocalClientType/Android Brand/xiaomi'

export function isPhoneHost(hostname: string): boolean {
  const [label = '', ...rest] = hostname.split('.')
  return rest.length > 0 && PHONE_LABELS.has(label)
}

/** A frame of the stage runs in an ordinary browser; to the page on it, it has to be the client. */
export function pretendToBePhone(navigator: Navigator): void {
  Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => PHONE_USER_AGENT })
}
