import { describe, expect, it } from 'vitest'

import { makeNonceStr, signJsSdk } from '../../../server/wecom/sign-js-sdk.ts'
import vectors from '../../fixtures/wecom-vectors.json' with { type: 'json' }

describe('the JS-SDK signature', () => {
  it.each(vectors.jssdk_signature)('of the vector $id comes out as published', async vector => {
    const { jsapi_ticket: ticket, noncestr: nonceStr, timestamp, url, signature } = vector

    expect(await signJsSdk({ ticket, nonceStr, timestamp, url })).toBe(signature)
  })

  it('leaves the fragment of the address out', async () => {
    const input = { ticket: 't', nonceStr: 'n', timestamp: 1, url: 'https://a.example/tasks?x=1' }

    expect(await signJsSdk({ ...input, url: `${input.url}#/tasks/7` })).toBe(await signJsSdk(input))
  })

  it('gets another nonce of 16 letters and digits each time', () => {
    const nonces = new Set(Array.from({ length: 100 }, makeNonceStr))

    expect(nonces.size).toBe(100)
    expect([...nonces].every(nonce => /^[a-zA-Z0-9]{16}$/.test(nonce))).toBe(true)
  })
})
