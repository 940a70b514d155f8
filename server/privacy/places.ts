/**
 * Where a sealed value belongs: it opens at this table, column, row and community and nowhere else. The key of the community
 * seals it, all four are bound to it (associated data of AES-GCM).
 */
export interface Place {
  readonly name: string
  readonly community: string
}

/** What is nobody's community: addresses of groups, tokens, whole rows of a list. */
const OFFICE = ''

const place = (column: string, row: string, community: string = OFFICE): Place => ({
  name: `${column}/${row}/${community}`,
  community,
})

/** A task, as far as the place of its values goes. */
export interface TaskPlace {
  readonly id: string
  readonly unitId: string
}

type RowPlace = Readonly<Record<'id', string>>

export const ofTask = (column: 'phone_sealed' | 'card_sealed' | 'facts_sealed', { id, unitId }: TaskPlace): Place =>
  place(`tasks.${column}`, id, unitId)

export const ofSubject = (
  column: 'name_sealed' | 'id_number_sealed',
  { id, unitId }: TaskPlace,
  position: number,
): Place => place(`subjects.${column}`, `${id}/${position}`, unitId)

export const ofBatchRow = (batchId: string, sheet: number, row: number): Place =>
  place('batch_rows.cells_sealed', `${batchId}/${sheet}/${row}`)

export const ofReport = (column: 'fields_sealed' | 'line_sealed', { id, unitId }: TaskPlace): Place =>
  place(`reports.${column}`, id, unitId)

export const ofRecord = (column: 'fields_sealed' | 'reason_sealed', { id }: RowPlace, unitId: string): Place =>
  place(`records.${column}`, id, unitId)

export const ofDraft = (staffId: string, { id, unitId }: TaskPlace): Place =>
  place('drafts.fields_sealed', `${staffId}/${id}`, unitId)

export const ofDataIssue = ({ id }: RowPlace, unitId: string): Place => place('data_issues.note_sealed', id, unitId)

export const ofMessage = ({ id }: RowPlace): Place => place('outgoing_messages.content_sealed', id)

export const ofGroup = (unitId: string, kind: string): Place => place('groups.address_sealed', `${unitId}/${kind}`)

export const ofRequest = ({ id }: RowPlace): Place => place('requests.body_sealed', id)

export const ofLateChange = ({ id }: RowPlace): Place => place('late_changes.content_sealed', id)

export const ofOutboxKey = ({ id }: RowPlace): Place => place('outbox_keys.private_sealed', id)

export const ofSourceFact = ({ id }: RowPlace): Place => place('source_facts.value_sealed', id)

export const ofCredential = (kind: string): Place => place('wecom_credentials.value_sealed', kind)

/** What a phone carries for us until it sends it back: it belongs to one card of one paste. */
export const ofPasteCard = (key: string): Place => place('pastes.address', key)

/** How the database itself names row and community of a sealed value, for what seals whole tables anew. */
export const PLACES_IN_SQL: Readonly<Record<string, { row: string; community: string }>> = {
  tasks: { row: 't.id::text', community: 't.unit_id::text' },
  subjects: { row: `t.task_id || '/' || t.position`, community: unitOf('t.task_id') },
  batch_rows: { row: `t.batch_id || '/' || t.sheet || '/' || t.row`, community: `''` },
  reports: { row: 't.id::text', community: 't.unit_id::text' },
  records: { row: 't.id::text', community: unitOf('t.task_id') },
  drafts: { row: `t.staff_id || '/' || t.task_id`, community: unitOf('t.task_id') },
  data_issues: { row: 't.id::text', community: unitOf('t.task_id') },
  outgoing_messages: { row: 't.id::text', community: `''` },
  groups: { row: `t.unit_id || '/' || t.kind`, community: `''` },
  requests: { row: 't.id::text', community: `''` },
  late_changes: { row: 't.id::text', community: `''` },
  outbox_keys: { row: 't.id', community: `''` },
  source_facts: { row: 't.id', community: `''` },
  wecom_credentials: { row: 't.kind', community: `''` },
}

/** The same place as the functions above name. */
export const placeInTable = (column: string, row: string, community: string): Place => place(column, row, community)

function unitOf(taskId: string): string {
  return `(select k.unit_id::text from tasks k where k.id = ${taskId})`
}
