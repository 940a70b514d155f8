import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomFillSync,
  type KeyObject,
} from 'node:crypto'
import type { Sealed } from '../../db/schema/columns.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import type { KeyRing } from './key-ring.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM with the id of the key in front of every value, so that old values stay readable after a rotation:
 * `k1.<base64url of iv, cipher text and tag>`. Hashes are HMAC-SHA-256 under a key of their own.
 */
export function createSealer({ current, keys, hashKey }: KeyRing): Sealer {
  const sealKeys = new Map(Object.entries(keys).map(([id, key]) => [id, createSecretKey(key)]))
  const currentKey = keyOf(current)
  const hashKeys = new Map<string, KeyObject>()
  const nextIv = createIvSource()

  function keyOf(id: string): KeyObject {
    const key = sealKeys.get(id)
    if (key === undefined) throw new Error(`no key ${id} to open this value with`)
    return key
  }

  function hashKeyFor(purpose: string): KeyObject {
    const known = hashKeys.get(purpose)
    if (known) return known
    const derived = createSecretKey(Buffer.from(hkdfSync('sha256', hashKey, '', purpose, 32)))
    hashKeys.set(purpose, derived)
    return derived
  }

  return {
    seal(text) {
      const iv = nextIv()
      const cipher = createCipheriv('aes-256-gcm', currentKey, iv)
      const sealed = cipher.update(text, 'utf8')
      // GCM leaves nothing for the end, but the tag comes after it
      cipher.final()
      const body = Buffer.concat([iv, sealed, cipher.getAuthTag()])
      return `${current}.${body.toString('base64url')}` as Sealed
    },
    open(sealed) {
      const dot = sealed.indexOf('.')
      const body = Buffer.from(sealed.slice(dot + 1), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', keyOf(sealed.slice(0, dot)), body.subarray(0, IV_BYTES))
      decipher.setAuthTag(body.subarray(-TAG_BYTES))
      return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    hash(purpose, text) {
      return createHmac('sha256', hashKeyFor(purpose)).update(text).digest('base64url')
    },
  }
}

/** Fresh random bytes, drawn by the thousand: an import seals some sixty thousand values. No byte is given out twice. */
function createIvSource(): () => Buffer {
  const pool = Buffer.alloc(IV_BYTES * 1024)
  let at = pool.length
  return () => {
    if (at === pool.length) {
      randomFillSync(pool)
      at = 0
    }
    at += IV_BYTES
    return Buffer.from(pool.subarray(at - IV_BYTES, at))
  }
}
