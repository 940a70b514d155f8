import { expect, it } from 'vitest'

import { readWebhookKey } from '../../../server/wecom/webhook-key.ts'

const key = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'

it.each([
  [`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${key}`, key],
  [` ${key}\n`, key],
  [`http://10.0.0.8:8080/cgi-bin/webhook/send?key=${key}&debug=0`, key],
  [`https://qyapi.weixin.qq.com/cgi-bin/appchat/send?key=${key}`, null],
  ['https://qyapi.weixin.qq.com/cgi-bin/webhook/send', null],
  ['请看群公告', null],
  ['', null],
])('reads the key in %j', (pasted, expected) => {
  expect(readWebhookKey(pasted)).toBe(expected)
})
