import { asc, eq, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../db/db.ts'
import { auditEntries, auditHeads, auditPosts } from '../db/schema/index.ts'
import type { AuditHead } from '../journal/audit-seals.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { checkChain, type EntryRow } from './check-chain.ts'
import { digestOf } from './post-heads.ts'

export type { AuditHead } from '../journal/audit-seals.ts'

/**
 * `changed`: the entry is not what was written; `removed`: it is gone; `inserted`: nobody wrote it here; `head_changed`: what is
 * kept of the end or the beginning of a chain was not made by this server; `heads_missing`: the file outside is gone or was
 * changed, or a digest that was posted belongs to another past.
 */
export type AuditProblemKind = 'changed' | 'removed' | 'inserted' | 'head_changed' | 'heads_missing'

export interface AuditProblem {
  /** The unit; empty where it is about no chain. */
  chain: string
  position: number
  kind: AuditProblemKind
  what: string
}

export interface AuditReport {
  ok: boolean
  chains: number
  entries: number
  problems: AuditProblem[]
  /** To be kept elsewhere and given to a later run as `known`: what was true once must stay so. */
  heads: AuditHead[]
}

/** What is known from outside the database. */
export interface KnownOutside {
  /** Heads that stood there once: of the file outside, or of an earlier check. */
  heads?: readonly AuditHead[]
  /** A digest read in the group. */
  posted?: string | undefined
}

/** Reads every chain from its first entry to its head and says of each entry that is not as it was written. */
export async function verifyAudit(db: Db, sealer: Sealer, outside: KnownOutside = {}): Promise<AuditReport> {
  const problems: AuditProblem[] = []
  const posted = outside.posted === undefined ? [] : await postedHeads(db, outside.posted, problems)
  const known = [...(outside.heads ?? []), ...posted]
  const heads = new Map((await db.select().from(auditHeads)).map(head => [head.chain, head]))
  const rows = await rowsOf<{ chain: string }>(db, sql`select distinct chain from audit_entries`)
  const dials = await countDials(db)
  const chains = [...heads.keys(), ...rows.map(row => row.chain), ...known.map(head => head.chain), ...dials.keys()]
  let entries = 0
  for (const chain of [...new Set(chains)].sort()) {
    const own = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.chain, chain))
      .orderBy(asc(auditEntries.position))
    entries += own.length
    const head = heads.get(chain)
    const ofChain = { rows: own, head, known: known.filter(one => one.chain === chain) }
    problems.push(...(await checkChain(sealer, chain, ofChain)), ...missingDials(chain, own, dials.get(chain) ?? 0))
  }
  const kept = [...heads.values()].map(({ chain, position, hash }) => ({ chain, position, hash }))
  return { ok: problems.length === 0, chains: new Set(chains).size, entries, problems, heads: kept }
}

/** Dials that the events tell of each community, of the time the log is kept. */
async function countDials(db: Db): Promise<Map<string, number>> {
  const rows = await rowsOf<{ chain: string; dials: number }>(
    db,
    sql`
      select e.unit_id as chain, count(*)::int as dials from events e
      left join audit_heads h on h.chain = e.unit_id
      where e.kind = 'task_dialled' and e.unit_id is not null and (h.base_at is null or e.at > h.base_at)
      group by e.unit_id`,
  )
  return new Map(rows.map(({ chain, dials }) => [chain, dials]))
}

/** A community where numbers were dialled cannot have fewer entries of it, let alone none. */
function missingDials(chain: string, rows: readonly EntryRow[], dials: number): AuditProblem[] {
  const written = rows.filter(({ action }) => action === 'dial').length
  if (written >= dials) return []
  return [{ chain, position: 0, kind: 'removed', what: `${dials - written} dials of the events have no entry` }]
}

/** The heads behind a digest that somebody read in the group. */
async function postedHeads(db: Db, digest: string, problems: AuditProblem[]): Promise<AuditHead[]> {
  const posts = await db.select().from(auditPosts)
  for (const { heads } of posts) if ((await digestOf(heads)) === digest) return heads
  problems.push({ chain: '', position: 0, kind: 'heads_missing', what: 'no heads of this digest are kept' })
  return []
}
