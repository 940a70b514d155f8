import type { TaskRow } from '../../server/access/task-scope.ts'
import { csvList, importForm, previewForm, sendForm } from './lists.ts'
import type { Client, TestApp } from './app.ts'
import { reached } from './report-fields.ts'

/** What somebody types who wants to know what a screen hides of a resident. */
export interface Typed {
  phone: string
  name: string
}

interface Asker {
  staffId: string
  client: Client
}

type Ask = (app: TestApp, by: Asker, about: TaskRow, typed: Typed) => Promise<Response>

const paste =
  (textOf: (typed: Typed, task: TaskRow) => string): Ask =>
  (_app, { client }, task, typed) =>
    client.send('POST', '/api/pastes', { text: `${textOf(typed, task)} 核酸5月20日阴` })

/** With a wrong check character. */
const mistyped = ({ code }: TaskRow) => code.slice(0, 4) + (code.endsWith('0') ? '1' : '0')

const listOf = ({ phone, name }: Typed) => csvList(`姓名,手机号,社区\n${name},${phone},汀南社区\n`)

/** Every route whose answer might depend on a resident's clear value, asked without the task's code. */
export const ASKED_WITHOUT_CODE: Record<string, Ask> = {
  'a number in a paste': paste(({ phone }) => phone),
  'a number and a name in a paste': paste(({ phone, name }) => `${name} ${phone}`),
  'a tail and a name in a paste': paste(({ phone, name }) => `${name} 尾号${phone.slice(-4)}`),
  'a longer tail in a paste': paste(({ phone }) => `尾号${phone.slice(-6)}`),
  'a longer tail and a name in a paste': paste(({ phone, name }) => `${name} 尾号${phone.slice(-6)}`),
  'a mistyped code and a name in a paste': paste(({ name }, task) => `#${mistyped(task)} ${name}`),
  'a mistyped code and a number in a paste': paste(({ phone }, task) => `#${mistyped(task)} ${phone}`),
  'a tail to be found': (_app, { client }, _task, { phone }) =>
    client.send('POST', '/api/pastes/candidates', { search: phone.slice(-4) }),
  'a near code to be found': (_app, { client }, task) =>
    client.send('POST', '/api/pastes/candidates', { search: mistyped(task) }),
  'a list searched by tail': (_app, { client }, _task, { phone }) => client.get(`/api/tasks?search=${phone.slice(-4)}`),
  'a list searched by number': (_app, { client }, _task, { phone }) => client.get(`/api/tasks?search=${phone}`),
  'a lead’s search by number': (_app, { client }, _task, { phone }) =>
    client.send('POST', '/api/audit/subject', { phone }),
  'a list previewed': (app, { staffId }, _task, typed) =>
    sendForm(app, staffId, '/api/batches/preview', previewForm(listOf(typed))),
  'a list imported': (app, { staffId }, _task, typed) =>
    sendForm(app, staffId, '/api/batches', importForm(listOf(typed))),
  'a note on wrong data': (_app, { client }, { id }, { name, phone }) =>
    client.send('POST', `/api/tasks/${id}/data-issues`, {
      kind: 'wrong_name',
      source: '澜汀街道办',
      note: `不叫${name}，也不是 ${phone}`,
    }),
  'a line for the group with a name': (_app, { client }, { id, version }, { name }) =>
    client.send('POST', `/api/tasks/${id}/reports`, {
      version,
      callAttemptId: null,
      fields: reached(),
      line: `已接通，${name}说明天去做`,
    }),
  'a line for the group with a number': (_app, { client }, { id, version }, { phone }) =>
    client.send('POST', `/api/tasks/${id}/reports`, {
      version,
      callAttemptId: null,
      fields: reached(),
      line: `已接通，打的是 ${phone}`,
    }),
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Status and body, with what is drawn by lot in both worlds alike: ids and the code of the task. */
export async function answerFor(app: TestApp, ask: Ask, by: Asker, about: TaskRow, typed: Typed): Promise<string> {
  const response = await ask(app, by, about, typed)
  const body = (await response.text()).replaceAll(UUID, 'ID').replaceAll(about.code, 'CODE')
  return `${response.status} ${body}`
}
