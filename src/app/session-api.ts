import { JsSdkSignature, MyDay, Session, type SetPreferences } from '../../contract/session.ts'
import { defineChange, typed } from '../http/change.ts'
import { http } from '../http/client.ts'
import { parse } from '../http/parse.ts'
import { queryOf } from '../http/query.ts'

export async function getSession(): Promise<Session> {
  return parse(Session, await http.get('/session'))
}

export const setPreferences = defineChange({
  kind: 'set-preferences',
  method: 'PUT',
  path: '/session/preferences',
  label: '设置',
  body: typed<SetPreferences>(),
  answer: Session,
})

export async function getMyDay(): Promise<MyDay> {
  return parse(MyDay, await http.get('/session/day'))
}

export const endSession = defineChange({
  kind: 'end-session',
  method: 'DELETE',
  path: '/session',
  label: '退出登录',
})

/** What `ww.register` needs for one handshake; `url` is the page's address without its hash. */
export async function getJsSdkSignature(kind: 'corp' | 'agent', url: string): Promise<JsSdkSignature> {
  return parse(JsSdkSignature, await http.get(`/wecom/js-sdk-signature${queryOf({ kind, url })}`))
}
