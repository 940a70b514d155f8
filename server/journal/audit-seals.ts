import type { Sealer } from '../privacy/sealer.ts'

/** A place in a chain with the hash that stands there. */
export interface AuditHead {
  chain: string
  position: number
  hash: string
}

/** A keyed hash over an entry and the one before it. Who holds the database but not the key cannot make one. */
export const entrySeal = (sealer: Pick<Sealer, 'hash'>, entry: AuditHead & { previousHash: string }): string =>
  sealer.hash('audit_entry', [entry.chain, entry.position, entry.previousHash, entry.hash].join('/'))

/** A keyed hash over the newest entry of a chain. */
export const headSeal = (sealer: Pick<Sealer, 'hash'>, { chain, position, hash }: AuditHead): string =>
  sealer.hash('audit_head', [chain, position, hash].join('/'))

/** A keyed hash over the last entry that was removed when its time was over. */
export const baseSeal = (sealer: Pick<Sealer, 'hash'>, { chain, position, hash }: AuditHead): string =>
  sealer.hash('audit_base', [chain, position, hash].join('/'))
