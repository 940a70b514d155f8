import type { Credential, CredentialKind, CredentialStore } from './credentials.ts'

/** For one process without a database: the browser demo, and tests. */
export function createMemoryCredentialStore(): CredentialStore {
  const rows = new Map<CredentialKind, Credential>()
  const tails = new Map<CredentialKind, Promise<unknown>>()

  const store: CredentialStore = {
    read: async kind => rows.get(kind) ?? null,
    write: async (kind, value, expiresAt) => void rows.set(kind, { value, expiresAt }),
    drop: async (kind, value) => {
      if (rows.get(kind)?.value === value) rows.delete(kind)
    },
    withLock(kind, fn) {
      const turn = (tails.get(kind) ?? Promise.resolve()).then(() => fn(store))
      const settled = turn.catch(() => null)
      tails.set(kind, settled)
      return turn
    },
  }
  return store
}
