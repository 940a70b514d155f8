import type { OutboxKey, SealedChange, WaitingChange, WaitingKind } from '../../../contract/outbox.ts'

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const
const IV_BYTES = 12

/** What stands in clear beside the box, and is bound to it. */
export interface InClear {
  requestId: string
  kind: WaitingKind
  /** When it happened, by the server's clock. */
  at: string
}

/** Whether this WebView can seal; pages on plain http cannot. */
export const canSeal = (): boolean => typeof crypto.subtle === 'object'

/**
 * Seals a change so that only the server can read it: a key pair for this one change, whose secret half is forgotten at
 * once. `contract/outbox.ts` describes the box.
 */
export async function sealChange(key: OutboxKey, inClear: InClear, change: WaitingChange): Promise<SealedChange> {
  const { subtle } = crypto
  const serverPoint = bytesOf(key.publicKey)
  const theirs = await subtle.importKey('raw', serverPoint, CURVE, false, [])
  const once = await subtle.generateKey(CURVE, false, ['deriveBits'])
  const point = new Uint8Array(await subtle.exportKey('raw', once.publicKey))
  const secret = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, once.privateKey, 256))
  const seed = await subtle.digest('SHA-256', join(secret, point, serverPoint))
  const sealKey = await subtle.importKey('raw', seed, 'AES-GCM', false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const { requestId, kind, at } = inClear
  const additionalData = utf8(`${requestId} ${kind} ${at}`)
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, sealKey, utf8(JSON.stringify(change)))
  return { ...inClear, keyId: key.id, point: textOf(point), box: textOf(join(iv, new Uint8Array(sealed))) }
}

const utf8 = (text: string) => new TextEncoder().encode(text)

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), letter => letter.charCodeAt(0))

/** Letter by letter: as arguments of one call, a long text would not fit. */
const textOf = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '')
