import { eq } from 'drizzle-orm'

import type { Db } from '../db/db.ts'
import { takeLockOf } from '../db/locks.ts'
import type { Sealed } from '../db/schema/columns.ts'
import { wecomCredentials } from '../db/schema/index.ts'
import type { Credential, CredentialKind, CredentialRows, CredentialStore } from './credentials.ts'
import { ofCredential } from '../privacy/places.ts'
import type { Sealer } from '../privacy/sealer.ts'

export interface CredentialStoreOptions {
  db: Db
  sealer: Pick<Sealer, 'seal' | 'open'>
  /** Keeps the credentials of several apps on one database apart, for example corp and agent id. */
  scope?: string
}

/** Token and tickets in PostgreSQL, sealed, shared by all processes. A fetch holds its kind's lock for its transaction. */
export function createCredentialStore({ db, sealer, scope = '' }: CredentialStoreOptions): CredentialStore {
  const keyOf = (kind: CredentialKind) => (scope === '' ? kind : `${scope}/${kind}`)

  function rowsOn(handle: Db): CredentialRows {
    async function read(kind: CredentialKind): Promise<Credential | null> {
      const [row] = await handle
        .select()
        .from(wecomCredentials)
        .where(eq(wecomCredentials.kind, keyOf(kind)))
      return row?.valueSealed && row.expiresAt ? open(kind, row.valueSealed, row.expiresAt) : null
    }

    async function write(kind: CredentialKind, value: string, expiresAt: Date): Promise<void> {
      const change = { valueSealed: sealer.seal(value, ofCredential(keyOf(kind))), expiresAt }
      await handle
        .insert(wecomCredentials)
        .values({ kind: keyOf(kind), ...change })
        .onConflictDoUpdate({ target: wecomCredentials.kind, set: change })
    }

    /** Sealed values cannot be compared by the database, so the row is locked, opened and looked at. */
    async function drop(kind: CredentialKind, value: string): Promise<void> {
      await handle.transaction(async tx => {
        const isThisRow = eq(wecomCredentials.kind, keyOf(kind))
        const [row] = await tx.select().from(wecomCredentials).where(isThisRow).for('update')
        if (!row?.valueSealed || open(kind, row.valueSealed, row.expiresAt ?? new Date(0))?.value !== value) return
        await tx.delete(wecomCredentials).where(isThisRow)
      })
    }

    return { read, write, drop }
  }

  /** A value sealed with a key that is gone counts as none: another is fetched. */
  function open(kind: CredentialKind, valueSealed: Sealed, expiresAt: Date): Credential | null {
    try {
      return { value: sealer.open(valueSealed, ofCredential(keyOf(kind))), expiresAt }
    } catch {
      return null
    }
  }

  function withLock<T>(kind: CredentialKind, fn: (rows: CredentialRows) => Promise<T>): Promise<T> {
    return db.transaction(async tx => {
      await takeLockOf(tx, 'credential', keyOf(kind))
      return fn(rowsOn(tx))
    })
  }

  return { ...rowsOn(db), withLock }
}
