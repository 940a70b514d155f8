import { sha1Hex } from './sign-js-sdk.ts'

const BLOCK = 16
const PADDING_BLOCK = 32

export interface CallbackSecrets {
  token: string
  /** 43 letters and digits from the admin console. */
  encodingAesKey: string
  /** The corp id for self-built apps, empty for smart robots. */
  receiveId: string
}

export interface SignedCallback {
  timestamp: string
  nonce: string
  encrypt: string
  signature: string
}

/** Why a callback was not accepted. The message never holds its content. */
class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused'
  readonly reason: 'signature_mismatch' | 'bad_key' | 'bad_content' | 'receive_id_mismatch'

  constructor(reason: CallbackRefused['reason']) {
    super(`callback refused: ${reason}`)
    this.reason = reason
  }
}

/** Checks the signature in constant time and returns the plain text (WeCom documents 90930, 90968). */
export async function openCallback(secrets: CallbackSecrets, callback: SignedCallback): Promise<string> {
  const expected = await signCallback(secrets.token, callback)
  if (!equalInConstantTime(expected, callback.signature)) throw new CallbackRefused('signature_mismatch')
  return decryptCallback(secrets, callback.encrypt)
}

/** SHA-1 over token, timestamp, nonce and cipher text, sorted by code point. */
export function signCallback(token: string, { timestamp, nonce, encrypt }: Omit<SignedCallback, 'signature'>) {
  return sha1Hex([token, timestamp, nonce, encrypt].sort().join(''))
}

/** Base64 cipher text of `random ‖ length ‖ text ‖ receiveId`. `random` is 16 bytes, given only by tests. */
export async function encryptCallback(
  secrets: CallbackSecrets,
  text: string,
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(BLOCK)),
): Promise<string> {
  const { key, iv } = await importKey(secrets.encodingAesKey)
  const message = new TextEncoder().encode(text)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, message.length)
  const plain = pad(concat(random, length, message, new TextEncoder().encode(secrets.receiveId)))
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, plain))
  return toBase64(cipher.subarray(0, -BLOCK)) // WebCrypto adds a padding block of its own
}

/** @throws CallbackRefused when the key, the padding, the length or the receiver is wrong. */
export async function decryptCallback(secrets: CallbackSecrets, encrypt: string): Promise<string> {
  const { key, iv } = await importKey(secrets.encodingAesKey)
  const plain = unpad(await decryptBlocks(key, iv, fromBase64(encrypt)))
  if (plain.length < BLOCK + 4) throw new CallbackRefused('bad_content')
  const length = new DataView(plain.buffer, plain.byteOffset + BLOCK, 4).getUint32(0)
  const body = plain.subarray(BLOCK + 4)
  if (length > body.length) throw new CallbackRefused('bad_content')
  const receiveId = new TextDecoder().decode(body.subarray(length))
  if (!equalInConstantTime(receiveId, secrets.receiveId)) throw new CallbackRefused('receive_id_mismatch')
  return new TextDecoder().decode(body.subarray(0, length))
}

/**
 * 32 bytes of key. Judged by length and alphabet: the last letter may carry bits that a canonical base64 decoder refuses,
 * and the official sample's does.
 */
export function readEncodingAesKey(encodingAesKey: string): Uint8Array<ArrayBuffer> {
  if (!/^[a-zA-Z0-9]{43}$/.test(encodingAesKey)) throw new CallbackRefused('bad_key')
  return fromBase64(`${encodingAesKey}=`)
}

/** Compares without telling by its time where the first difference is. */
export function equalInConstantTime(left: string, right: string): boolean {
  const a = new TextEncoder().encode(left)
  const b = new TextEncoder().encode(right)
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}

async function importKey(encodingAesKey: string) {
  const bytes = readEncodingAesKey(encodingAesKey)
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['encrypt', 'decrypt'])
  return { key, iv: bytes.slice(0, BLOCK) }
}

/** WebCrypto insists on 16-byte PKCS#7: one more block that decrypts to such padding gives the raw blocks back. */
async function decryptBlocks(key: CryptoKey, iv: Uint8Array<ArrayBuffer>, cipher: Uint8Array<ArrayBuffer>) {
  if (cipher.length === 0 || cipher.length % BLOCK !== 0) throw new CallbackRefused('bad_content')
  const last = cipher.slice(-BLOCK)
  const padding = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv: last }, key, new Uint8Array(0)))
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, concat(cipher, padding)))
}

function pad(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = PADDING_BLOCK - (bytes.length % PADDING_BLOCK)
  return concat(bytes, new Uint8Array(count).fill(count))
}

function unpad(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const count = bytes.at(-1) ?? 0
  if (count < 1 || count > PADDING_BLOCK || count > bytes.length) throw new CallbackRefused('bad_content')
  return bytes.subarray(0, bytes.length - count)
}

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
  } catch {
    throw new CallbackRefused('bad_content')
  }
}
