import { describe, expect, it } from 'vitest'
import type { RecordSummary } from '../../../contract/records.ts'
import { forgetRecord, rememberRecord, undoMinutesLeft } from '../../../src/lib/recent-records.ts'
import { inboxReport } from '../../support/inbox-report.ts'

const RECORDED_AT = Date.parse('2022-05-21T13:00:00Z')
const minutesLater = (minutes: number) => RECORDED_AT + minutes * 60_000

const recordOf = (number: number, record: Partial<RecordSummary> = {}): RecordSummary => ({
  id: inboxReport(number).id.replace('8000', 'a000'),
  taskId: inboxReport(number).taskId,
  taskVersion: 4,
  reportId: inboxReport(number).id,
  staffName: '林雨',
  recordedAt: new Date(RECORDED_AT).toISOString(),
  undoUntil: new Date(minutesLater(10)).toISOString(),
  state: 'current',
  fields: inboxReport(number).fields,
  reason: null,
  ...record,
})

describe('undoMinutesLeft', () => {
  it.each([
    ['at once', 0, 10],
    ['on a phone whose clock is a little behind', -0.1, 10],
    ['after nine and a half minutes', 9.5, 1],
    ['at ten minutes', 10, 0],
    ['after ten minutes', 10.1, 0],
  ])('%s', (_, minutes, left) => {
    expect(undoMinutesLeft(recordOf(1), minutesLater(minutes))).toBe(left)
  })

  it('is over for a record that somebody undid or corrected', () => {
    expect(undoMinutesLeft(recordOf(1, { state: 'superseded' }), minutesLater(1))).toBe(0)
  })
})

it('lists the newest record first and a correction in the place of what it corrects', () => {
  const entry = (number: number, record?: Partial<RecordSummary>) => ({
    record: recordOf(number, record),
    report: inboxReport(number),
    problem: null,
  })
  const corrected = entry(1, { reason: '日期记错了' })

  const recent = [entry(1), entry(2), corrected].reduce(rememberRecord, [] as ReturnType<typeof rememberRecord>)

  expect(recent.map(({ report, record }) => [report.id, record.reason])).toEqual([
    [inboxReport(1).id, '日期记错了'],
    [inboxReport(2).id, null],
  ])
})

it('shows a record as superseded by the next one of its task, and as current again when that is undone', () => {
  const first = { record: recordOf(1), report: inboxReport(1), problem: null }
  const second = {
    record: recordOf(1, { id: recordOf(9).id, taskVersion: 5 }),
    report: { ...inboxReport(1), id: 'another message' },
    problem: null,
  }

  const recent = rememberRecord([first], second)
  expect(recent.map(({ record }) => record.state)).toEqual(['current', 'superseded'])

  const undone = forgetRecord(recent, { ...second.record, state: 'undone', taskVersion: 6 })
  expect(undone).toEqual([{ ...first, record: { ...first.record, state: 'current', taskVersion: 6 } }])
})
