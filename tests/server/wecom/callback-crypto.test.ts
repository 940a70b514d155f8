import { describe, expect, it } from 'vitest'

import {
  decryptCallback,
  encryptCallback,
  equalInConstantTime,
  openCallback,
  readEncodingAesKey,
  signCallback,
} from '../../../server/wecom/callback-crypto.ts'
import vectors from '../../fixtures/wecom-vectors.json' with { type: 'json' }

type Vector = (typeof vectors.callback_crypto)[number]

const secretsOf = (vector: Vector) => ({
  token: vector.token,
  encodingAesKey: vector.encoding_aes_key,
  receiveId: vector.receiveid,
})
const callbackOf = (vector: Vector) => ({
  timestamp: vector.timestamp ?? '',
  nonce: vector.nonce ?? '',
  encrypt: vector.encrypt,
  signature: vector.msg_signature ?? '',
})

const refusedVectors = vectors.callback_crypto.filter(vector => vector.expect === 'signature_mismatch')
const goodVectors = vectors.callback_crypto.filter(vector => vector.expect === undefined)
const signedVectors = goodVectors.filter(vector => vector.msg_signature !== undefined)
const fixedRandomVectors = goodVectors.filter(vector => vector.random16 !== undefined)

describe('a callback', () => {
  it.each(goodVectors)('of the vector $id decrypts to its plain text', async vector => {
    expect(await decryptCallback(secretsOf(vector), vector.encrypt)).toBe(vector.plaintext)
  })

  it.each(signedVectors)('of the vector $id is opened with its signature', async vector => {
    expect(await openCallback(secretsOf(vector), callbackOf(vector))).toBe(vector.plaintext)
  })

  it.each(refusedVectors)('of the vector $id is refused', async vector => {
    await expect(openCallback(secretsOf(vector), callbackOf(vector))).rejects.toMatchObject({
      reason: 'signature_mismatch',
    })
  })

  it.each(fixedRandomVectors)('encrypts like the vector $id with the same random bytes', async vector => {
    const random = new TextEncoder().encode(vector.random16)

    expect(await encryptCallback(secretsOf(vector), vector.plaintext ?? '', random)).toBe(vector.encrypt)
  })

  it('of another receiver is refused', async () => {
    const secrets = { token: 't', encodingAesKey: vectors.encoding_aes_key.valid[0] ?? '', receiveId: 'corp1' }
    const encrypt = await encryptCallback(secrets, 'hello')

    await expect(decryptCallback({ ...secrets, receiveId: 'corp2' }, encrypt)).rejects.toMatchObject({
      reason: 'receive_id_mismatch',
    })
  })

  it.each(['', 'AAAA', '!!!', 'A'.repeat(64)])('with the content %j is refused', async encrypt => {
    const secrets = { token: 't', encodingAesKey: vectors.encoding_aes_key.valid[0] ?? '', receiveId: '' }
    const callback = { timestamp: '1', nonce: 'n', encrypt }
    const signature = await signCallback('t', callback)

    await expect(openCallback(secrets, { ...callback, signature })).rejects.toMatchObject({ reason: 'bad_content' })
  })

  it.each(vectors.encoding_aes_key.valid)('takes %s as a key of 32 bytes', key => {
    expect(readEncodingAesKey(key)).toHaveLength(32)
  })

  it.each(vectors.encoding_aes_key.invalid)('does not take %j as a key', key => {
    expect(() => readEncodingAesKey(key)).toThrow('bad_key')
  })

  it.each([
    ['abc', 'abc', true],
    ['abc', 'abd', false],
    ['abc', 'abcd', false],
    ['', '', true],
  ])('compares %j with %j', (left, right, same) => {
    expect(equalInConstantTime(left, right)).toBe(same)
  })
})
