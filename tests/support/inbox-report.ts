import { emptyReportFields } from '../../contract/report-fields.ts'
import type { InboxPage, InboxReport } from '../../contract/reports.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

const START = Date.parse('2022-05-21T12:00:00.000Z')

/** The `number`-th report of the evening, posted that many minutes after eight; its ids count along. */
export function inboxReport(number: number, report: Partial<InboxReport> = {}): InboxReport {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return {
    id,
    taskId: id.replace('8000', '9000'),
    code: 'K7Q2M',
    unitId: '00000000-0000-4000-8000-00000000000a',
    unitName: '汀南社区',
    staffName: '陈晓',
    postedAt: new Date(START + number * MINUTE_MS).toISOString(),
    state: 'posted',
    line: '【核查反馈】#K7Q2M 张*（尾号5678）\n已接通|在本社区',
    fields: { ...emptyReportFields(), outcome: 'reached', whereabouts: 'local' },
    post: { state: 'sent', attempts: 1, problem: null, sentAt: null },
    taskVersion: 3,
    queue: { attempts: 1, urgent: false, deadlineAt: null },
    name: '张*',
    phoneTail: '5678',
    highlights: [{ text: '在本社区', isNew: true }],
    labSays: null,
    doubt: null,
    ...report,
  }
}

/** A page of reports as the server gives it. */
export const inboxPage = (items: InboxReport[], next: string | null = null): InboxPage => ({
  items,
  next,
  waiting: items.length,
  oldestPostedAt: items[0]?.postedAt ?? null,
})
