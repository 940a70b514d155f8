import { describe, expect, it } from 'vitest'
import type { RecordSummary } from '../../../../contract/records.ts'
import {
  forgetRecord,
  mergeOwn,
  recentRecordOf,
  rememberRecord,
  undoMinutesLeft,
} from '../../../../src/features/inbox/recent-records.ts'
import { inboxReport } from '../../../support/inbox-report.ts'
import { MINUTE_MS } from '../../../../domain/time/lengths.ts'

const RECORDED_AT = Date.parse('2022-05-21T13:00:00Z')
const minutesLater = (minutes: number) => RECORDED_AT + minutes * MINUTE_MS

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
  const entry = (number: number, record?: Partial<RecordSummary>) =>
    recentRecordOf(recordOf(number, record), inboxReport(number))
  const corrected = entry(1, { reason: '日期记错了' })

  const recent = [entry(1), entry(2), corrected].reduce(rememberRecord, [] as ReturnType<typeof rememberRecord>)

  expect(recent.map(({ report, record }) => [report.id, record.reason])).toEqual([
    [inboxReport(1).id, '日期记错了'],
    [inboxReport(2).id, null],
  ])
})

it('shows a record as superseded by the next one of its task, and as current again when that is undone', () => {
  const first = recentRecordOf(recordOf(1), inboxReport(1))
  const second = recentRecordOf(recordOf(1, { id: recordOf(9).id, taskVersion: 5 }), {
    ...inboxReport(1),
    id: 'another message',
  })

  const recent = rememberRecord([first], second)
  expect(recent.map(({ record }) => record.state)).toEqual(['current', 'superseded'])

  const undone = forgetRecord(recent, { ...second.record, state: 'undone', taskVersion: 6 })
  expect(undone).toEqual([{ ...first, record: { ...first.record, state: 'current', taskVersion: 6 } }])
})

describe('mergeOwn', () => {
  const entry = (number: number) => recentRecordOf(recordOf(number), inboxReport(number))
  const own = (number: number) => {
    const { code, name, phoneTail, line } = inboxReport(number)
    return { record: recordOf(number), code, name, phoneTail, line, superseded: [], changed: null }
  }
  const ids = (entries: readonly { record: RecordSummary }[]) => entries.map(({ record }) => record.id)

  it('fills the list of a page that has just been opened', () => {
    const merged = mergeOwn([], [], [own(2), own(1)])

    expect(ids(merged)).toEqual([recordOf(2).id, recordOf(1).id])
    expect(merged[0]?.report).toMatchObject({ code: 'K7Q2M', phoneTail: '5678' })
  })

  it('keeps what this page knows of a card, and takes the state from the server', () => {
    const known = { ...entry(1), problem: '网络不通' }
    const changed = { by: '周海', at: '2022-05-21T13:05:00.000Z' }

    const [merged] = mergeOwn([known], [known], [{ ...own(1), record: recordOf(1, { state: 'superseded' }), changed }])

    expect(merged).toMatchObject({
      report: known.report,
      problem: '网络不通',
      changed,
      record: { state: 'superseded' },
    })
  })

  it('loses nothing that was made, and brings nothing back that was undone, while the answer was on its way', () => {
    const merged = mergeOwn([entry(1), entry(2)], [entry(3), entry(2)], [own(2), own(1)])

    expect(ids(merged)).toEqual([recordOf(3).id, recordOf(2).id])
  })
})
