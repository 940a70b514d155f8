import { asc, sql } from 'drizzle-orm'
import { rowsOf, type Db } from '../db/db.ts'
import { auditEntries, auditHeads } from '../db/schema/index.ts'
import { equalInConstantTime } from '../privacy/random.ts'
import type { Sealer } from '../privacy/sealer.ts'
import type { AuditAction } from '../../contract/audit.ts'
import { FIRST_HASH, hashEntry } from '../journal/append-audit-entry.ts'
import { headSeal } from './seal-heads.ts'

/** `changed`: the entry is not what was written; `removed`: it is gone; `inserted`: nobody wrote it here. */
type AuditProblemKind = 'changed' | 'removed' | 'inserted' | 'head_changed'

interface AuditProblem {
  chain: string
  position: number
  kind: AuditProblemKind
  what: string
}

export interface AuditHead {
  chain: string
  position: number
  hash: string
}

export interface AuditReport {
  ok: boolean
  chains: number
  entries: number
  problems: AuditProblem[]
  /** To be kept elsewhere and given to a later run as `known`: what was true once must stay so. */
  heads: AuditHead[]
}

type EntryRow = typeof auditEntries.$inferSelect
type HeadRow = typeof auditHeads.$inferSelect
type Report = (position: number, kind: AuditProblemKind, what: string) => void

/** Reads every chain from its first entry to its head and says of each entry that is not as it was written. */
export async function verifyAudit(db: Db, sealer: Sealer, known: readonly AuditHead[] = []): Promise<AuditReport> {
  const heads = new Map((await db.select().from(auditHeads)).map(head => [head.chain, head]))
  const rows = await rowsOf<{ chain: string }>(db, sql`select distinct chain from audit_entries`)
  const chains = [...new Set([...heads.keys(), ...rows.map(row => row.chain), ...known.map(head => head.chain)])].sort()
  const problems: AuditProblem[] = []
  let entries = 0
  for (const chain of chains) {
    const chainRows = await db
      .select()
      .from(auditEntries)
      .where(sql`${auditEntries.chain} = ${chain}`)
      .orderBy(asc(auditEntries.position))
    entries += chainRows.length
    const report: Report = (position, kind, what) => problems.push({ chain, position, kind, what })
    await checkEntries(chainRows, report)
    checkHead(chainRows, heads.get(chain), sealer, report)
    checkKnown(
      chainRows,
      known.filter(head => head.chain === chain),
      report,
    )
  }
  return {
    ok: problems.length === 0,
    chains: chains.length,
    entries,
    problems,
    heads: [...heads.values()].map(({ chain, position, hash }) => ({ chain, position, hash })),
  }
}

/** Each entry by its own hash, by the hash of the one before, and by the positions counting on. */
async function checkEntries(rows: readonly EntryRow[], report: Report): Promise<void> {
  let before: EntryRow | null = null
  for (const row of rows) {
    const expected: number = (before?.position ?? 0) + 1
    if (row.position > expected) reportGap(expected, row.position - 1, report)
    if (row.position < expected) report(row.position, 'inserted', 'a second entry at this position')
    const own = await hashEntry(asWritten(row))
    if (own !== row.hash) report(row.position, 'changed', 'its values do not give its hash')
    else if (row.position === expected && row.previousHash !== (before?.hash ?? FIRST_HASH))
      report(
        expected === 1 ? 1 : expected - 1,
        'changed',
        'the next entry was written after another one than stands here',
      )
    before = row
  }
}

const reportGap = (from: number, to: number, report: Report) => {
  for (let position = from; position <= to; position += 1) report(position, 'removed', 'no entry at this position')
}

function asWritten(row: EntryRow) {
  const { taskId, phoneHash, field, reason, action, ...rest } = row
  return {
    ...rest,
    action: action as AuditAction,
    ...(taskId === null ? {} : { taskId }),
    ...(phoneHash === null ? {} : { phoneHash }),
    ...(field === null ? {} : { field }),
    ...(reason === null ? {} : { reason }),
  }
}

/** What the head says of the end, and what the server sealed of it. */
function checkHead(rows: readonly EntryRow[], head: HeadRow | undefined, sealer: Sealer, report: Report): void {
  const last = rows.at(-1)
  if (!head) return report(last?.position ?? 0, 'head_changed', 'the head of this chain is gone')
  reportGap((last?.position ?? 0) + 1, head.position, report)
  for (const row of rows.filter(({ position }) => position > head.position)) {
    report(row.position, 'inserted', 'stands after the head of the chain')
  }
  if (last && last.position === head.position && last.hash !== head.hash)
    report(last.position, 'changed', 'the head names another entry')
  checkSeal(rows, head, sealer, report)
}

function checkSeal(rows: readonly EntryRow[], head: HeadRow, sealer: Sealer, report: Report): void {
  const { chain, sealedPosition: position, sealedHash: hash, seal } = head
  if (position === null || hash === null || seal === null) return
  if (!equalInConstantTime(seal, headSeal(sealer, { chain, position, hash })))
    return report(position, 'head_changed', 'the seal of the head was not made by this server')
  if (head.position < position) reportGap(head.position + 1, position, report)
  const row = rows.find(entry => entry.position === position)
  if (row && row.hash !== hash) report(position, 'changed', 'another entry was sealed here')
}

function checkKnown(rows: readonly EntryRow[], known: readonly AuditHead[], report: Report): void {
  for (const { position, hash } of known) {
    const row = rows.find(entry => entry.position === position)
    if (!row) report(position, 'removed', 'stood here at an earlier check')
    else if (row.hash !== hash) report(position, 'changed', 'another entry stood here at an earlier check')
  }
}
