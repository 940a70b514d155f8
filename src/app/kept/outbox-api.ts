import { LateChanges, OpenedChange, OutboxKey, type LateChange, type SealedChange } from '../../../contract/outbox.ts'
import { defineChange, sendChange, typed } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'

/** With what this page seals from now on. */
export async function getOutboxKey(): Promise<OutboxKey> {
  return parse(OutboxKey, await http.get('/outbox/key'))
}

/** What came of the member's changes that had waited, newest first, whichever phone they waited on. */
export async function listLateChanges(): Promise<LateChange[]> {
  return parse(LateChanges, await http.get('/outbox')).items
}

const sealedChange = defineChange({
  kind: 'sealed-change',
  method: 'POST',
  path: '/outbox',
  label: '补发',
  body: typed<SealedChange>(),
  answer: OpenedChange,
})

/** Has the server open a sealed change and do what is in it, once. Throws ApiError where nothing was said about it. */
export async function sendSealed(box: SealedChange): Promise<OpenedChange> {
  const { kind } = sealedChange
  return parse(OpenedChange, await sendChange({ kind, requestId: box.requestId, body: box }))
}
