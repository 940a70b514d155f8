import { Hono, type Context } from 'hono'
import { LateChanges, OpenedChange, OutboxKey, SealedChange, type WaitingChange } from '../../contract/outbox.ts'
import * as v from 'valibot'
import { ReportFields } from '../../contract/report-fields.ts'
import { SubmitReport } from '../../contract/reports.ts'
import type { AppEnv } from '../http/app-env.ts'
import { read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { refuseForeignOrigin } from '../http/origin.ts'
import { maskFields } from '../privacy/masked-fields.ts'
import { keepAsDraft } from '../tasks/save-draft.ts'
import { applyLate, type Applied } from './apply-late.ts'
import { findRefusedChange, listLateChanges, noteLateChange, requireRoomForLate } from './late-changes.ts'
import { openSealed } from './open-sealed.ts'
import { currentOutboxKey } from './outbox-keys.ts'

export const outboxRoutes = new Hono<AppEnv>()
  .get(
    '/outbox/key',
    read({ summary: 'What this phone seals with while it has no network', roles: 'signed_in', answer: OutboxKey }),
    async c => c.json(await currentOutboxKey(c.var.act)),
  )
  .get(
    '/outbox',
    read({ summary: 'What came of my changes that had waited', roles: 'signed_in', answer: LateChanges }),
    async c => c.json({ items: await listLateChanges(c.var.act) }),
  )
  .post(
    '/outbox',
    read({
      summary: 'A change that had waited, sealed: runs through its own endpoint under its own request id',
      roles: 'signed_in',
      answer: OpenedChange,
    }),
    json(SealedChange),
    async c => {
      refuseForeignOrigin(c)
      return c.json(await take(c, c.req.valid('json')))
    },
  )

/** A refusal is final: what is asked again hears the same. */
async function take(c: Context<AppEnv>, sealed: SealedChange): Promise<OpenedChange> {
  const { act } = c.var
  const change = await openSealed(act, sealed)
  const before = await findRefusedChange(act, sealed.requestId)
  if (!before) await requireRoomForLate(act)
  const applied = before ? { refusal: before } : await applyLate(c, sealed, change)
  const refusal = 'refusal' in applied ? applied.refusal : null
  if (refusal && !before) await keepTyped(c.var, sealed, change)
  const { ids } = change
  const shown = refusal ? { body: shownBody(change.body) } : {}
  return { ...(await noteLateChange(act, sealed, change, refusal)), ids, ...shown, answer: answerOf(applied) }
}

const Told = v.looseObject({ fields: ReportFields })

/** What was typed as phones see it: what nobody takes any more is held here, and a place that is masked stands for it. */
function shownBody(body: unknown): unknown {
  const told = v.safeParse(Told, body)
  return told.success ? { ...told.output, fields: maskFields(told.output.fields) } : body
}

const answerOf = (applied: Applied) => ('answer' in applied ? applied.answer : null)

/** What was typed for a report nobody takes any more comes back with the form of its task. */
async function keepTyped({ act }: AppEnv['Variables'], { kind }: SealedChange, { ids, body }: WaitingChange) {
  const report = v.safeParse(SubmitReport, body)
  if (kind === 'submit-report' && report.success) await keepAsDraft(act, ids['taskId'] ?? '', report.output.fields)
}
