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
import type { Place } from '../../privacy/places.ts'
import type { Sealer } from '../../privacy/sealer.ts'
import { derivedHashKey, type KeyRing } from './key-ring.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM under the key of the value's community, bound to its place, with the id of the key it was derived from in front:
 * `k1:<base64url of iv, cipher text and tag>`. A value that does not open is told by its place. Hashes are HMAC-SHA-256 under a key of their own.
 */
export function createSealer(
  { current, keys, hashKey, auditKeys = {} }: KeyRing,
  onUnreadable: (place: Place) => void = () => undefined,
): Sealer {
  const communityKeys = new Map<string, KeyObject>()
  const hashKeys = new Map(Object.entries(auditKeys).map(([purpose, key]) => [purpose, createSecretKey(key)]))
  const nextIv = createIvSource()
  keyOf(current, '')

  function keyOf(id: string, community: string): KeyObject {
    const name = `${id} ${community}`
    const known = communityKeys.get(name)
    if (known) return known
    const key = keys[id]
    if (key === undefined) throw new Error(`no key ${id} to open this value with`)
    const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `community ${community}`, 32)))
    communityKeys.set(name, derived)
    return derived
  }

  function hashKeyFor(purpose: string): KeyObject {
    const known = hashKeys.get(purpose)
    if (known) return known
    const derived = createSecretKey(derivedHashKey(hashKey, purpose))
    hashKeys.set(purpose, derived)
    return derived
  }

  function openAt(sealed: Sealed, place: Place): string {
    const colon = sealed.indexOf(':')
    const body = Buffer.from(sealed.slice(colon + 1), 'base64url')
    const key = keyOf(sealed.slice(0, colon), place.community)
    const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES))
    decipher.setAAD(Buffer.from(place.name))
    decipher.setAuthTag(body.subarray(-TAG_BYTES))
    return decipher.update(body.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  }

  return {
    seal(text, place) {
      const iv = nextIv()
      const cipher = createCipheriv('aes-256-gcm', keyOf(current, place.community), iv)
      cipher.setAAD(Buffer.from(place.name))
      const sealed = cipher.update(text, 'utf8')
      // GCM leaves nothing for the end, but the tag comes after it
      cipher.final()
      const body = Buffer.concat([iv, sealed, cipher.getAuthTag()])
      return `${current}:${body.toString('base64url')}` as Sealed
    },
    open(sealed, place) {
      if (sealed === '') return ''
      try {
        return openAt(sealed, place)
      } catch (cause) {
        onUnreadable(place)
        throw cause
      }
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
