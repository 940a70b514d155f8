import { parseSourceRow, type SourceRow } from '../../contract/source-facts.ts'
import type { BadFeedRow, FeedProblem } from '../../contract/test-results.ts'
import { toUtc } from '../lists/read-date.ts'
import { identifies, readIdNumber } from '../person/id-number.ts'
import { phoneKey } from '../person/phone.ts'

export type SourceFactKind = 'vaccination' | 'registration'

/** What another system says of one person. */
export interface SourceFact {
  readonly id: string
  /** Normalised key. */
  readonly phone: string | null
  readonly idNumber: string | null
  /** Doses as a number in words, or an address. Clear text. */
  readonly value: string
  /** UTC; null where the system gave no time. */
  readonly at: string | null
}

export interface SourceFactsRead {
  readonly rows: number
  /** Different ids, the last row of each. */
  readonly facts: readonly SourceFact[]
  readonly bad: readonly BadFeedRow[]
}

type RowRead = { readonly fact: SourceFact } | { readonly problem: FeedProblem; readonly id: string | null }

/** Reads rows in their order; a later row with the same id replaces the earlier one. `today` completes times without a year. */
export function readSourceRows(kind: SourceFactKind, rows: readonly unknown[], today: string): SourceFactsRead {
  const facts = new Map<string, SourceFact>()
  const bad: BadFeedRow[] = []
  rows.forEach((row, i) => {
    const read = readRow(kind, row, today)
    if ('problem' in read) bad.push({ row: i + 1, ...read })
    else facts.set(read.fact.id, read.fact)
  })
  return { rows: rows.length, facts: [...facts.values()], bad }
}

function readRow(kind: SourceFactKind, row: unknown, today: string): RowRead {
  const parsed = parseSourceRow(kind, row)
  if (!parsed) return { problem: shapeProblem(row), id: null }
  const phone = phoneKey(parsed.phone)
  const id = readIdNumber(parsed.idNumber)
  const idNumber = identifies(id) ? id.idNumber : null
  if (phone === null && idNumber === null) return { problem: 'who_missing', id: parsed.id }
  const at = parsed.at === null ? null : toUtc(parsed.at, { today })
  return { fact: { id: parsed.id, phone, idNumber, value: valueOf(parsed), at } }
}

const valueOf = (row: SourceRow) => ('doses' in row ? `${row.doses} 针` : row.address)

function shapeProblem(row: unknown): FeedProblem {
  if (typeof row !== 'object' || row === null) return 'row_unreadable'
  const { id } = row as Record<string, unknown>
  return id === undefined || id === null || id === '' ? 'id_missing' : 'value_wrong'
}
