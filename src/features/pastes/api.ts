import {
  Candidates,
  PasteAnswer,
  PasteResults,
  type MatchCandidate,
  type RecordPastes,
} from '../../../contract/pastes.ts'
import { http } from '../../http/client.ts'
import { newId } from '../../http/new-id.ts'
import { parse } from '../../http/parse.ts'

/** What a pasted text tells, matched to tasks. Changes nothing, so every reading is a request of its own. */
export async function readPaste(text: string): Promise<PasteAnswer> {
  return parse(PasteAnswer, await http.change('POST', '/pastes', { requestId: newId(), body: { text } }))
}

/** Tasks of the own communities that a typed code or tail may mean. */
export async function findCandidates(search: string): Promise<readonly MatchCandidate[]> {
  const change = { requestId: newId(), body: { search } }
  return parse(Candidates, await http.change('POST', '/pastes/candidates', change)).candidates
}

/** Records cards, each for itself; the answer says what became of each. */
export async function recordPastes(requestId: string, items: RecordPastes['items']): Promise<PasteResults> {
  return parse(PasteResults, await http.change('POST', '/pastes/records', { requestId, body: { items } }))
}
