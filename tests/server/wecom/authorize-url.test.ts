import { expect, it } from 'vitest'

import { makeAuthorizeUrl } from '../../../server/wecom/authorize-url.ts'

const request = {
  authorizeUrl: 'https://open.weixin.qq.com/connect/oauth2/authorize',
  corpId: 'ww123',
  agentId: 1000002,
  redirectUri: 'https://hecha.example.cn/api/login/callback?to=/tasks',
  state: 'abc123',
}

it('asks for a silent login with the parameters in the documented order and the literal fragment', () => {
  expect(makeAuthorizeUrl(request)).toBe(
    'https://open.weixin.qq.com/connect/oauth2/authorize?appid=ww123' +
      '&redirect_uri=https%3A%2F%2Fhecha.example.cn%2Fapi%2Flogin%2Fcallback%3Fto%3D%2Ftasks' +
      '&response_type=code&scope=snsapi_base&state=abc123&agentid=1000002#wechat_redirect',
  )
})

it.each(['', 'with-dash', '中文', 'a'.repeat(129)])('does not send the state %j, which WeCom refuses', state => {
  expect(() => makeAuthorizeUrl({ ...request, state })).toThrow(RangeError)
})

it('does not send a redirect address with a fragment, where the code would get lost', () => {
  expect(() => makeAuthorizeUrl({ ...request, redirectUri: 'https://a.example/#/login' })).toThrow(RangeError)
})
