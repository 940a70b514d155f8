import type { AuditAction } from '../../contract/audit.ts'
import type { auditEntries, auditHeads } from '../db/schema/index.ts'
import { FIRST_HASH, hashEntry } from '../journal/append-audit-entry.ts'
import { baseSeal, entrySeal, headSeal, type AuditHead } from '../journal/audit-seals.ts'
import { equalInConstantTime } from '../privacy/random.ts'
import type { Sealer } from '../privacy/sealer.ts'
import type { AuditProblem, AuditProblemKind } from './verify-audit.ts'

export type EntryRow = typeof auditEntries.$inferSelect
type HeadRow = typeof auditHeads.$inferSelect

/** One chain as the database has it, and what is known of it from outside. */
interface Chain {
  /** By position. */
  rows: readonly EntryRow[]
  head: HeadRow | undefined
  known: readonly AuditHead[]
}

/** What is wrong with a chain: each place is told once, by the first thing that shows. */
export async function checkChain(sealer: Sealer, chain: string, own: Chain): Promise<AuditProblem[]> {
  const problems = new Map<string, AuditProblem>()
  const report = (position: number, kind: AuditProblemKind, what: string) => {
    const place = `${kind === 'inserted' || kind === 'head_changed' ? kind : ''} ${position}`
    if (!problems.has(place)) problems.set(place, { chain, position, kind, what })
  }
  await checkEntries(own, sealer, report)
  checkHead(chain, own, sealer, report)
  checkKnown(own, report)
  return [...problems.values()]
}

type Report = (position: number, kind: AuditProblemKind, what: string) => void

/** Each entry by its own hash and seal, by the hash of the one before, and by the positions counting on. */
async function checkEntries({ rows, head }: Chain, sealer: Sealer, report: Report): Promise<void> {
  let before = { position: head?.basePosition ?? 0, hash: head?.baseHash ?? FIRST_HASH }
  const base = before.position
  for (const row of rows) {
    const expected: number = before.position + 1
    if (row.position > expected) reportGap(expected, row.position - 1, report)
    if (row.position < expected) report(row.position, 'inserted', 'a second entry at this position')
    const own = await hashEntry(asWritten(row))
    if (own !== row.hash) report(row.position, 'changed', 'its values do not give its hash')
    else if (row.position === expected && row.previousHash !== before.hash)
      report(expected === base + 1 ? expected : expected - 1, 'changed', 'the next entry was written after another one')
    if (row.seal === null || !equalInConstantTime(row.seal, entrySeal(sealer, row)))
      report(row.position, 'changed', 'its seal was not made by this server')
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

/** What the head says of the end and of the beginning, and what the server sealed of both. */
function checkHead(chain: string, { rows, head }: Chain, sealer: Sealer, report: Report): void {
  const last = rows.at(-1)
  if (!head) {
    if (last) report(last.position, 'head_changed', 'the head of this chain is gone')
    return
  }
  reportGap((last?.position ?? head.basePosition) + 1, head.position, report)
  for (const row of rows.filter(({ position }) => position > head.position))
    report(row.position, 'inserted', 'stands after the head of the chain')
  if (last && last.position === head.position && last.hash !== head.hash)
    report(last.position, 'changed', 'the head names another entry')
  if (head.position > 0 && !isSealed(head.seal, headSeal(sealer, head)))
    report(head.position, 'head_changed', 'the seal of the head was not made by this server')
  const { sealedPosition, sealedHash } = head
  if (sealedPosition !== null && sealedPosition > head.position) reportGap(head.position + 1, sealedPosition, report)
  const left = rows.find(({ position }) => position === sealedPosition)
  if (left && left.hash !== sealedHash) report(left.position, 'changed', 'another entry left the database from here')
  const base = { chain, position: head.basePosition, hash: head.baseHash ?? '' }
  if (head.basePosition > 0 && !isSealed(head.baseSeal, baseSeal(sealer, base)))
    report(head.basePosition, 'head_changed', 'the beginning was cut, and not by this server')
}

const isSealed = (seal: string | null, expected: string) => seal !== null && equalInConstantTime(seal, expected)

function checkKnown({ rows, head, known }: Chain, report: Report): void {
  const byPosition = new Map(rows.map(row => [row.position, row]))
  for (const { position, hash } of known.filter(one => one.position > (head?.basePosition ?? 0))) {
    const row = byPosition.get(position)
    if (!row) report(position, 'removed', 'stood here when the heads left the database')
    else if (row.hash !== hash) report(position, 'changed', 'another entry stood here when the heads left the database')
  }
}
