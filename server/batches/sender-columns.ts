import { and, asc, desc, ne, sql } from 'drizzle-orm'
import type { Act } from '../act.ts'
import { IntakeField, type ColumnChoices } from '../../contract/intake.ts'
import { distinctSenders, isSameSender } from '../../domain/lists/sender.ts'
import type { ParsedList, SheetLayout } from '../../domain/lists/parse-list.ts'
import * as v from 'valibot'
import type { Db } from '../db/db.ts'
import { batches, senderColumns } from '../db/schema/index.ts'
import { layoutsOf } from './get-batch.ts'

/** Batches looked at to tell a sender by the columns. */
const LOOKED_AT = 200

/** What was said about the columns of this sender's earlier lists, under this word or one that means the same. */
export async function rememberedColumns(db: Db, source: string): Promise<ColumnChoices> {
  const all = await db.select().from(senderColumns).orderBy(asc(senderColumns.decidedAt))
  const ofTwins = all.filter(row => row.source !== source && isSameSender(row.source, source))
  const rows = [...ofTwins, ...all.filter(row => row.source === source)]
  return Object.fromEntries(rows.flatMap(({ header, field }) => (v.is(IntakeField, field) ? [[header, field]] : [])))
}

/** Keeps what a person said about a sender's columns, so that the next list of that sender asks nothing. */
export async function rememberColumns(
  { db, clock, member }: Act,
  source: string,
  choices: ColumnChoices,
): Promise<void> {
  const decided = { decidedBy: member.staffId, decidedAt: clock() }
  const rows = Object.entries(choices).map(([header, field]) => ({ source, header, field, ...decided }))
  if (rows.length === 0) return
  await db
    .insert(senderColumns)
    .values(rows)
    .onConflictDoUpdate({
      target: [senderColumns.source, senderColumns.header],
      set: {
        field: sql`excluded.field`,
        decidedBy: sql`excluded.decided_by`,
        decidedAt: sql`excluded.decided_at`,
      },
    })
}

export interface Senders {
  /** The one whose earlier list has the same columns. */
  same: string | null
  /** All of them, newest first. */
  sources: string[]
}

/** Senders of earlier lists, and the one this list looks like. */
export async function findSenders(db: Db, { layouts }: Pick<ParsedList, 'layouts'>): Promise<Senders> {
  const earlier = await db
    .select({ source: batches.source, layout: batches.layout })
    .from(batches)
    .where(and(ne(batches.status, 'rolled_back')))
    .orderBy(desc(batches.receivedAt))
    .limit(LOOKED_AT)
  const wanted = shapeOf(layouts)
  const same = earlier.find(batch => shapeOf(layoutsOf(batch)) === wanted)?.source ?? null
  return { same, sources: distinctSenders(earlier.map(batch => batch.source)).slice(0, 12) }
}

/** The headers of all sheets in their order. */
const shapeOf = (layouts: readonly SheetLayout[]) =>
  JSON.stringify(layouts.map(({ columns }) => columns.map(column => column.header)))
