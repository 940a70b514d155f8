const STATE = /^[a-zA-Z0-9]{1,128}$/

export interface AuthorizeRequest {
  /** `https://open.weixin.qq.com/connect/oauth2/authorize`, or the host of a private deployment. */
  authorizeUrl: string
  corpId: string
  agentId: number
  /** On a trusted domain and without a fragment: the code is appended to its query. */
  redirectUri: string
  state: string
}

/**
 * Where the phone goes for a silent login (WeCom document 91022). Order and fragment are part of the format: clients look
 * for `#wechat_redirect` literally.
 *
 * @throws RangeError for a state WeCom would refuse with 84025, or a redirect address with a fragment.
 */
export function makeAuthorizeUrl({ authorizeUrl, corpId, agentId, redirectUri, state }: AuthorizeRequest): string {
  if (!STATE.test(state)) throw new RangeError('state must be 1 to 128 letters or digits')
  if (redirectUri.includes('#')) throw new RangeError('the redirect address must not have a fragment')
  const query = [
    ['appid', corpId],
    ['redirect_uri', redirectUri],
    ['response_type', 'code'],
    ['scope', 'snsapi_base'],
    ['state', state],
    ['agentid', String(agentId)],
  ]
  return `${authorizeUrl}?${query.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')}#wechat_redirect`
}
