import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { LateChange, SealedChange, WaitingChange } from '../../contract/outbox.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import type { Act, Work } from '../act.ts'
import { lateChanges } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { ofLateChange } from '../privacy/places.ts'
import { openJson, sealJson, type Sealer } from '../privacy/sealer.ts'

/** As long as answers to requests are known. */
const KEPT_HOURS = 48
const SHOWN = 50
/** What of one member is kept: days without a network are a few hundred calls, and little of them is refused. */
const MOST_CHANGES = 1_000
const MOST_BYTES = 4 * 1024 * 1024

interface Content extends WaitingChange {
  refusal: ErrorBody | null
}

/** Notes what became of a change that had waited; the first word stays. */
export async function noteLateChange(
  act: Act,
  { requestId, kind, at }: SealedChange,
  change: WaitingChange,
  refusal: ErrorBody | null,
): Promise<LateChange> {
  // Of what is done nothing more is needed than its name.
  const content: Content = { ...change, ...(refusal === null && { body: undefined }), refusal }
  const row = { id: requestId, staffId: act.member.staffId, kind, at: new Date(at), arrivedAt: act.clock() }
  const contentSealed = sealJson(act.sealer, content, ofLateChange(row))
  await act.db
    .insert(lateChanges)
    .values({ ...row, refusal: refusal?.code ?? null, contentSealed })
    .onConflictDoNothing()
  return toLateChange(row, content)
}

/**
 * Before a change that had waited is tried: the phone keeps what finds no room here.
 * @throws DomainError `outbox_full`
 */
export async function requireRoomForLate({ db, member }: Act): Promise<void> {
  const [kept] = await db
    .select({
      count: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(length(${lateChanges.contentSealed})), 0)::int`,
    })
    .from(lateChanges)
    .where(eq(lateChanges.staffId, member.staffId))
  if (kept && (kept.count >= MOST_CHANGES || kept.bytes >= MOST_BYTES)) throw new DomainError('outbox_full')
}

/** What was said of this change when it came first; null: it is new. */
export async function findRefusedChange(act: Act, requestId: string): Promise<ErrorBody | null> {
  const own = and(eq(lateChanges.id, requestId), eq(lateChanges.staffId, act.member.staffId))
  const [row] = await act.db.select().from(lateChanges).where(own)
  return row ? contentOf(act.sealer, row).refusal : null
}

/** The member's own, newest first: what came of what had waited, also on a phone that was restarted since. */
export async function listLateChanges({ db, sealer, member }: Act): Promise<LateChange[]> {
  const rows = await db
    .select()
    .from(lateChanges)
    .where(eq(lateChanges.staffId, member.staffId))
    .orderBy(desc(lateChanges.arrivedAt), desc(lateChanges.at))
    .limit(SHOWN)
  return rows.map(row => toLateChange(row, contentOf(sealer, row)))
}

/** Forgets what everybody has had two days to read. */
export async function forgetLateChanges({ db, clock }: Pick<Work, 'db' | 'clock'>): Promise<void> {
  await db.delete(lateChanges).where(lt(lateChanges.arrivedAt, new Date(clock().getTime() - KEPT_HOURS * HOUR_MS)))
}

/** Nothing is left of one whose content was removed. */
const GONE: Content = { staffId: '', ids: {}, label: '', taskId: null, refusal: null }

const contentOf = (sealer: Sealer, row: Pick<typeof lateChanges.$inferSelect, 'id' | 'contentSealed'>): Content =>
  openJson(sealer, row.contentSealed, ofLateChange(row), GONE)

type Row = Pick<typeof lateChanges.$inferSelect, 'id' | 'kind' | 'at' | 'arrivedAt'>

const toLateChange = ({ id, kind, at, arrivedAt }: Row, { label, taskId, refusal }: Content): LateChange => ({
  requestId: id,
  kind,
  at: at.toISOString(),
  label,
  taskId,
  arrivedAt: arrivedAt.toISOString(),
  refusal,
})
