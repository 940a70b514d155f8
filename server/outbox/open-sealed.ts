import * as v from 'valibot'
import { WaitingChange, type SealedChange } from '../../contract/outbox.ts'
import type { Act } from '../act.ts'
import { DomainError } from '../errors.ts'
import { CURVE, fromBase64Url } from './curve.ts'
import { findOutboxKey } from './outbox-keys.ts'

const IV_BYTES = 12

/**
 * Opens what a phone sealed while it had no network. Only who sealed it may send it.
 * @throws DomainError `sealed_unreadable`, `sealed_by_other`
 */
export async function openSealed(act: Act, sealed: SealedChange): Promise<WaitingChange> {
  const { publicKey, privateKey } = await findOutboxKey(act, sealed.keyId)
  const text = await decrypt(sealed, publicKey, privateKey).catch((cause: unknown) => {
    throw new DomainError('sealed_unreadable', {}, { cause })
  })
  const change = v.safeParse(v.pipe(v.string(), v.parseJson(), WaitingChange), text)
  if (!change.success) throw new DomainError('sealed_unreadable')
  if (change.output.staffId !== act.member.staffId) throw new DomainError('sealed_by_other')
  return change.output
}

async function decrypt(sealed: SealedChange, publicKey: string, privateJwk: JsonWebKey): Promise<string> {
  const { subtle } = crypto
  const point = fromBase64Url(sealed.point)
  const [theirs, ours] = await Promise.all([
    subtle.importKey('raw', point, CURVE, false, []),
    subtle.importKey('jwk', privateJwk, CURVE, false, ['deriveBits']),
  ])
  const secret = await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours, 256)
  const seed = new Uint8Array([...new Uint8Array(secret), ...point, ...fromBase64Url(publicKey)])
  const key = await subtle.importKey('raw', await subtle.digest('SHA-256', seed), 'AES-GCM', false, ['decrypt'])
  const box = fromBase64Url(sealed.box)
  const additionalData = new TextEncoder().encode(`${sealed.requestId} ${sealed.kind} ${sealed.at}`)
  const clear = await subtle.decrypt(
    { name: 'AES-GCM', iv: box.subarray(0, IV_BYTES), additionalData },
    key,
    box.subarray(IV_BYTES),
  )
  return new TextDecoder().decode(clear)
}
