import { expect, type Page } from '@playwright/test'
import type { OwnRecords } from '../../../contract/records.ts'
import type { TaskPage, TaskSummary } from '../../../contract/tasks.ts'
import type { DemoServer } from './demo-server.ts'
import { read } from './leak-search.ts'

/** Puts a text on the clipboard of every simulated phone, as 复制 in the chat does. */
export async function copyToPhones(server: DemoServer, text: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/simulation/stage/clipboard`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
  if (!answer.ok) throw new Error(`the clipboard was not taken: ${answer.status}`)
}

/** Opens 录入 on the recorder's phone. */
export async function openInbox(openPhone: (label: string, path?: string) => Promise<Page>): Promise<Page> {
  const page = await openPhone('recorder', '/#/reports')
  await expect(page.getByRole('link', { name: '粘贴识别' })).toBeVisible()
  return page
}

/** Tasks of the recorder's communities that nobody recorded yet: whom a record did not reach is back among those to call. */
export async function listUnrecorded(page: Page, count: number): Promise<TaskSummary[]> {
  const recorded = (await read<OwnRecords>(page, '/records/own')).items.map(({ code }) => code)
  const isUnrecorded = ({ status, code }: TaskSummary) =>
    status === 'reported' || (status === 'to_call' && !recorded.includes(code))
  const found: TaskSummary[] = []
  let next: string | null = ''
  while (next !== null && found.length < count) {
    const path: string = `/tasks?bucket=all&limit=100${next && `&after=${encodeURIComponent(next)}`}`
    const answer = await read<TaskPage>(page, path)
    found.push(...answer.items.filter(isUnrecorded))
    next = answer.next
  }
  if (found.length < count) throw new Error(`only ${found.length} tasks are not recorded`)
  return found.slice(0, count)
}

/** Chat as it is copied out of a group: a line with sender and time, the text below. */
export const chatOf = (texts: readonly string[], sender = '陈晓'): string =>
  texts.map((text, at) => `${sender} 00:${String(at % 60).padStart(2, '0')}\n${text}`).join('\n')
