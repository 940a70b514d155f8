import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What stands in the database, so that a key can show that it is the one the data was written with. */
export interface KeyCheck {
  keyId: string
  sealed: string
  hash: string
}

const KNOWN = 'hecha key check'
const IV_BYTES = 12
const TAG_BYTES = 16

/** A key of its own, so that no value of a column and no check ever share key and nonce. */
const checkKey = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', KNOWN, 32))

export function makeCheck(keyId: string, key: Buffer, hashKey: Buffer): KeyCheck {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', checkKey(key), iv)
  const body = Buffer.concat([iv, cipher.update(KNOWN), cipher.final(), cipher.getAuthTag()])
  return { keyId, sealed: body.toString('base64url'), hash: hashOf(hashKey) }
}

/** Whether the key opens the check. */
export function opens({ sealed }: KeyCheck, key: Buffer): boolean {
  const body = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', checkKey(key), body.subarray(0, IV_BYTES))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  try {
    return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8') === KNOWN
  } catch {
    return false
  }
}

export const hashOf = (hashKey: Buffer): string =>
  createHmac('sha256', checkKey(hashKey)).update(KNOWN).digest('base64url')
