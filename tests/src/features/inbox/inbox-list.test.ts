import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendInbox,
  emptyInbox,
  mergeInbox,
  oldestPostedAt,
  putBack,
  takeOut,
  type Inbox,
} from '../../../../src/features/inbox/inbox-list.ts'
import { ageOf } from '../../../../src/ui/age.ts'
import { inboxPage, inboxReport } from '../../../support/inbox-report.ts'

const nothingHidden = () => false
const inboxOf = (...numbers: number[]) =>
  mergeInbox(emptyInbox, inboxPage(numbers.map(n => inboxReport(n))), nothingHidden)
const idsOf = ({ items }: Inbox) => items.map(item => item.report.id)
const ids = (...numbers: number[]) => numbers.map(n => inboxReport(n).id)

describe('mergeInbox', () => {
  it('puts new reports below and leaves known cards where they are', () => {
    const merged = mergeInbox(inboxOf(1, 2, 3), inboxPage([1, 2, 3, 4, 5].map(n => inboxReport(n))), nothingHidden)

    expect(idsOf(merged)).toEqual(ids(1, 2, 3, 4, 5))
    expect(merged.items.map(item => item.isNews)).toEqual([false, false, false, true, true])
  })

  it('keeps the place of a report a colleague recorded, and says so', () => {
    const merged = mergeInbox(inboxOf(1, 2, 3), inboxPage([inboxReport(1), inboxReport(3)]), nothingHidden)

    expect(merged.items.map(item => item.over)).toEqual([null, '同事已处理', null])
    expect(merged.waiting).toBe(2)
  })

  it('tells where a newer report of the same task took its place', () => {
    const newer = inboxReport(4, { taskId: inboxReport(1).taskId })

    const merged = mergeInbox(inboxOf(1), inboxPage([newer]), nothingHidden)

    expect(merged.items.map(item => item.over)).toEqual(['有更新的反馈', null])
  })

  it('does not bring back a report that is on its way into the system, nor count it', () => {
    const onItsWay = inboxReport(1).id
    const page = inboxPage([inboxReport(1), inboxReport(2)])

    const merged = mergeInbox(takeOut(inboxOf(1, 2), onItsWay), page, id => id === onItsWay)

    expect(idsOf(merged)).toEqual(ids(2))
    expect(merged.waiting).toBe(1)
  })

  it('keeps the version the recorder looked at, so that a change since then is told and not skipped', () => {
    const merged = mergeInbox(inboxOf(1), inboxPage([inboxReport(1, { taskVersion: 9 })]), nothingHidden)

    expect(merged.items[0]?.report.taskVersion).toBe(3)
  })

  it('takes the new version of a report that was done with and waits again', () => {
    const gone = mergeInbox(inboxOf(1, 2), inboxPage([inboxReport(2)]), nothingHidden)

    const again = mergeInbox(gone, inboxPage([inboxReport(1, { taskVersion: 5 }), inboxReport(2)]), nothingHidden)

    expect(again.items[0]).toMatchObject({ over: null, report: { taskVersion: 5 } })
  })

  it('says nothing about cards behind the end of the page it was given', () => {
    const readFar = appendInbox(
      mergeInbox(emptyInbox, inboxPage([inboxReport(1), inboxReport(2)], 'after 2'), nothingHidden),
      inboxPage([inboxReport(3), inboxReport(4)], 'after 4'),
      nothingHidden,
    )

    const merged = mergeInbox(readFar, inboxPage([inboxReport(2), inboxReport(3)], 'after 3'), nothingHidden)

    expect(merged.items.map(item => item.over)).toEqual(['同事已处理', null, null, null])
    expect(merged.next).toBe('after 4')
  })

  it('never moves a card that is shown, loses none that waits, and shows none twice', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 30 })

    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 5 }), answers => {
        let inbox: Inbox = emptyInbox
        for (const answer of answers) {
          const sorted = answer.toSorted((a, b) => a - b)
          const before = idsOf(inbox)
          inbox = mergeInbox(inbox, inboxPage(sorted.map(n => inboxReport(n))), nothingHidden)

          expect(idsOf(inbox).slice(0, before.length)).toEqual(before)
          expect(new Set(idsOf(inbox)).size).toBe(inbox.items.length)
          const waiting = inbox.items.filter(item => item.over === null).map(item => item.report.id)
          expect(waiting.toSorted()).toEqual(ids(...sorted).toSorted())
        }
      }),
    )
  })
})

describe('taking a card out and putting it back', () => {
  it('brings it back to its place by the time it was posted', () => {
    const inbox = inboxOf(1, 2, 3)
    const [, second] = inbox.items
    if (!second) throw new Error('the inbox is empty')

    const back = putBack(takeOut(inbox, second.report.id), second)

    expect(idsOf(back)).toEqual(ids(1, 2, 3))
    expect(back.waiting).toBe(3)
  })

  it('clears the cards that are done with on the way', () => {
    const withGone = mergeInbox(inboxOf(1, 2, 3), inboxPage([inboxReport(2), inboxReport(3)]), nothingHidden)

    expect(idsOf(takeOut(withGone, inboxReport(2).id))).toEqual(ids(3))
  })
})

it('finds the oldest report that waits wherever it stands', () => {
  const undoneByAColleague = mergeInbox(inboxOf(5, 6), inboxPage([2, 5, 6].map(n => inboxReport(n))), nothingHidden)

  expect(oldestPostedAt(undoneByAColleague)).toBe(inboxReport(2).postedAt)
  expect(oldestPostedAt(emptyInbox)).toBeNull()
})

it.each([
  [30, '刚刚', 'calm'],
  [60, '1 分钟', 'calm'],
  [9 * 60 + 59, '9 分钟', 'calm'],
  [10 * 60, '10 分钟', 'soon'],
  [14 * 60 + 59, '14 分钟', 'soon'],
  [15 * 60, '15 分钟 · 超时', 'late'],
  [80 * 60, '1时20分 · 超时', 'late'],
  [-5, '刚刚', 'calm'],
])('a report posted %i seconds ago is %s (%s)', (seconds, text, tone) => {
  const now = Date.parse('2022-05-21T13:00:00Z')

  expect(ageOf(new Date(now - seconds * 1000).toISOString(), now)).toEqual({ text, tone })
})
