import type { Pool } from 'pg'
import { entrySeal, headSeal, type AuditHead } from '../../journal/audit-seals.ts'
import type { Sealer } from '../../privacy/sealer.ts'

interface OldEntry extends AuditHead {
  previousHash: string
}

/**
 * Entries of before an upgrade have no seal of their own: seals each as it stands, and the head of each chain, and lets all
 * heads leave the database anew. In one
 * transaction, in which the trigger that refuses changes is off.
 */
export async function sealOldEntries(pool: Pool, sealer: Pick<Sealer, 'hash'>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<OldEntry>(
      `select chain, position, previous_hash as "previousHash", hash from audit_entries where seal is null for update`,
    )
    await client.query('alter table audit_entries disable trigger audit_entries_append_only')
    await client.query(
      `update audit_entries e set seal = x.seal from unnest($1::uuid[], $2::int[], $3::text[]) x(chain, position, seal)
       where e.chain = x.chain and e.position = x.position`,
      [rows.map(row => row.chain), rows.map(row => row.position), rows.map(row => entrySeal(sealer, row))],
    )
    await client.query('alter table audit_entries enable trigger audit_entries_append_only')
    const { rows: heads } = await client.query<AuditHead>('select chain, position, hash from audit_heads for update')
    await client.query(
      `update audit_heads h set seal = x.seal, sealed_position = null, sealed_hash = null
       from unnest($1::uuid[], $2::text[]) x(chain, seal) where h.chain = x.chain`,
      [heads.map(head => head.chain), heads.map(head => headSeal(sealer, head))],
    )
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw cause
  } finally {
    client.release()
  }
}
