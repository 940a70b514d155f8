import type { TaskChange } from '../../../contract/error-details.ts'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { InboxPage, InboxReport } from '../../../contract/reports.ts'

/** Why a report could not be recorded, and what others did meanwhile. */
export interface InboxProblem {
  text: string
  changes: readonly TaskChange[]
}

/** A card of the inbox. */
export interface InboxItem {
  report: InboxReport
  /** Nothing is left to do here, and why. The card stays until the recorder's next tap: nothing moves under a thumb. */
  over: string | null
  problem: InboxProblem | null
  /** What the recorder corrected and could not send yet. */
  edited: ReportFields | null
  /** Came in while the list was shown. */
  isNews: boolean
}

/** The inbox as far as it was read. */
export interface Inbox {
  items: readonly InboxItem[]
  /** Where the next page begins; null: this is all. */
  next: string | null
  loaded: boolean
  /** All that wait, read or not. */
  waiting: number
}

export const emptyInbox: Inbox = { items: [], next: null, loaded: false, waiting: 0 }

export const itemOf = (report: InboxReport): InboxItem => ({
  report,
  over: null,
  problem: null,
  edited: null,
  isNews: false,
})

/** Whether one tap is enough and nothing about it is to be looked at first. */
export const isClear = ({ report, over, problem, edited }: InboxItem): boolean =>
  over === null && problem === null && edited === null && report.doubt === null && report.labSays === null

const isAfter = (a: InboxReport, b: InboxReport) =>
  a.postedAt === b.postedAt ? a.id > b.id : Date.parse(a.postedAt) > Date.parse(b.postedAt)

/** Whether a report stands behind the end of a page, so that its absence says nothing. */
function isBeyond(report: InboxReport, page: InboxPage): boolean {
  const last = page.items[page.items.length - 1]
  return page.next !== null && last !== undefined && isAfter(report, last)
}

/** The same report, fresh. The version stays the one the recorder looked at: what changed since is told, not skipped. */
function renew(item: InboxItem, now: InboxReport): InboxItem {
  if (item.over) return itemOf(now)
  return { ...item, report: { ...now, taskVersion: item.report.taskVersion } }
}

/**
 * A fresh first page under what is shown: known cards keep their places, new ones come below, those that are gone
 * stay as `over`. `hidden` tells of reports that are on their way into the system.
 */
export function mergeInbox(inbox: Inbox, page: InboxPage, hidden: (reportId: string) => boolean): Inbox {
  const fresh = page.items.filter(report => !hidden(report.id))
  const freshById = new Map(fresh.map(report => [report.id, report]))
  const freshTasks = new Set(fresh.map(report => report.taskId))
  const known = new Set(inbox.items.map(item => item.report.id))
  const kept = inbox.items.map(item => {
    const now = freshById.get(item.report.id)
    if (now) return renew(item, now)
    if (isBeyond(item.report, page)) return item
    return { ...item, over: item.over ?? (freshTasks.has(item.report.taskId) ? '有更新的反馈' : '同事已处理') }
  })
  // With more behind the end, what is new here was only not read yet.
  const isNews = inbox.loaded && inbox.next === null
  const added = fresh.filter(report => !known.has(report.id)).map(report => ({ ...itemOf(report), isNews }))
  const readFurther = inbox.items.some(item => isBeyond(item.report, page))
  return {
    items: [...kept, ...added],
    next: readFurther ? inbox.next : page.next,
    loaded: true,
    waiting: page.waiting - (page.items.length - fresh.length),
  }
}

/** The next page behind what is there. */
export function appendInbox(inbox: Inbox, page: InboxPage, hidden: (reportId: string) => boolean): Inbox {
  const known = new Set(inbox.items.map(item => item.report.id))
  const added = page.items.filter(report => !known.has(report.id) && !hidden(report.id)).map(itemOf)
  return { ...inbox, items: [...inbox.items, ...added], next: page.next, loaded: true }
}

/** The card leaves, and with it the cards where nothing is left to do. */
export function takeOut(inbox: Inbox, reportId: string): Inbox {
  const items = inbox.items.filter(item => item.report.id !== reportId && item.over === null)
  return { ...inbox, items, waiting: Math.max(0, inbox.waiting - 1) }
}

/** The card comes back to where it stood by the time it was posted. */
export function putBack(inbox: Inbox, item: InboxItem): Inbox {
  const others = inbox.items.filter(other => other.report.id !== item.report.id)
  const at = others.findIndex(other => isAfter(other.report, item.report))
  const place = at < 0 ? others.length : at
  return {
    ...inbox,
    items: [...others.slice(0, place), item, ...others.slice(place)],
    waiting: inbox.waiting + 1,
  }
}

export function changeItem(inbox: Inbox, reportId: string, change: (item: InboxItem) => InboxItem): Inbox {
  return { ...inbox, items: inbox.items.map(item => (item.report.id === reportId ? change(item) : item)) }
}

/** When the oldest report that waits was posted; null: none waits. */
export function oldestPostedAt({ items }: Inbox): string | null {
  const waiting = items.filter(item => item.over === null).map(item => item.report)
  return (
    waiting.reduce<InboxReport | null>((oldest, next) => (oldest && isAfter(next, oldest) ? oldest : next), null)
      ?.postedAt ?? null
  )
}
