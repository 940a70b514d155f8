import { JsSdkSignature, MyDay, Session, type SetPreferences } from '../../contract/session.ts'
import { http, type Change } from '../http/client.ts'
import { parse } from '../http/parse.ts'
import { queryOf } from '../http/query.ts'

export { onSignedOut, warmUpHttp } from '../http/client.ts'

export async function getSession(): Promise<Session> {
  return parse(Session, await http.get('/session'))
}

export async function setPreferences(requestId: string, preferences: SetPreferences): Promise<Session> {
  return parse(Session, await http.change('PUT', '/session/preferences', { requestId, body: preferences }))
}

export async function getMyDay(): Promise<MyDay> {
  return parse(MyDay, await http.get('/session/day'))
}

export async function endSession(change: Change): Promise<void> {
  await http.change('DELETE', '/session', change)
}

/** What `ww.register` needs for one handshake; `url` is the page's address without its hash. */
export async function getJsSdkSignature(kind: 'corp' | 'agent', url: string): Promise<JsSdkSignature> {
  return parse(JsSdkSignature, await http.get(`/wecom/js-sdk-signature${queryOf({ kind, url })}`))
}
