import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'
import { wecomCredentials } from '../db/schema/index.ts'
import type { Sealer } from '../privacy/sealer.ts'
import type { Credential, CredentialKind, CredentialRows, CredentialStore } from './credentials.ts'

interface StoreOptions {
  db: Db
  sealer: Sealer
}

/** Token and tickets in the database, sealed, shared by all processes of the app. */
export function createCredentialStore({ db, sealer }: StoreOptions): CredentialStore {
  return {
    ...rowsIn({ db, sealer }),
    // Held until the transaction ends, so one process asks WeCom while the others wait for its answer.
    withLock: (kind, fn) =>
      db.transaction(async tx => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`wecom ${kind}`}, 0))`)
        return fn(rowsIn({ db: tx, sealer }))
      }),
  }
}

function rowsIn({ db, sealer }: StoreOptions): CredentialRows {
  async function read(kind: CredentialKind): Promise<Credential | null> {
    const [row] = await db.select().from(wecomCredentials).where(eq(wecomCredentials.kind, kind))
    if (!row?.valueSealed || !row.expiresAt) return null
    return { value: sealer.open(row.valueSealed), expiresAt: row.expiresAt }
  }

  async function write(kind: CredentialKind, value: string, expiresAt: Date): Promise<void> {
    const row = { valueSealed: sealer.seal(value), expiresAt }
    await db
      .insert(wecomCredentials)
      .values({ kind, ...row })
      .onConflictDoUpdate({ target: wecomCredentials.kind, set: row })
  }

  async function drop(kind: CredentialKind, value: string): Promise<void> {
    const held = await db.select().from(wecomCredentials).where(eq(wecomCredentials.kind, kind))
    const [same] = held.filter(row => row.valueSealed !== null && sealer.open(row.valueSealed) === value)
    if (!same?.valueSealed) return
    const still = and(eq(wecomCredentials.kind, kind), eq(wecomCredentials.valueSealed, same.valueSealed))
    await db.delete(wecomCredentials).where(still)
  }

  return { read, write, drop }
}
