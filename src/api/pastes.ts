import { PasteAnswer, PasteResults, type RecordPastes } from '../../contract/pastes.ts'
import { http } from '../lib/http.ts'
import { newId } from '../lib/new-id.ts'
import { parse } from '../lib/parse.ts'

/** What a pasted text tells, matched to tasks. Changes nothing, so every reading is a request of its own. */
export async function readPaste(text: string): Promise<PasteAnswer> {
  return parse(PasteAnswer, await http.change('POST', '/pastes', { requestId: newId(), body: { text } }))
}

/** Records cards, each for itself; the answer says what became of each. */
export async function recordPastes(requestId: string, items: RecordPastes['items']): Promise<PasteResults> {
  return parse(PasteResults, await http.change('POST', '/pastes/records', { requestId, body: { items } }))
}
