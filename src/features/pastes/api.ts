import { Candidates, PasteAnswer, PasteResults, type ReadPaste, type RecordPastes } from '../../../contract/pastes.ts'
import { defineChange, typed } from '../../http/change.ts'

/** What a pasted text tells, matched to tasks. Changes nothing; the text goes in the body, never in an address. */
export const readPaste = defineChange({
  kind: 'read-paste',
  method: 'POST',
  path: '/pastes',
  label: '粘贴识别',
  body: typed<ReadPaste>(),
  answer: PasteAnswer,
})

/** Tasks of the own communities that a typed code or tail may mean. Changes nothing. */
export const findCandidates = defineChange({
  kind: 'find-candidates',
  method: 'POST',
  path: '/pastes/candidates',
  label: '查找任务',
  body: typed<{ search: string }>(),
  answer: Candidates,
})

/** Records cards, each for itself; the answer says what became of each. */
export const recordPastes = defineChange({
  kind: 'record-pastes',
  method: 'POST',
  path: '/pastes/records',
  label: '录入',
  body: typed<RecordPastes>(),
  answer: PasteResults,
  waits: true,
})
