import { describe, expect, it } from 'vitest'
import { emptyReportFields } from '../../../../contract/report-fields.ts'
import { afterRecordWords } from '../../../../src/features/inbox/after-record.ts'

const now = Date.parse('2022-05-21T13:30:00+08:00')
const queue = { attempts: 1, urgent: false, deadlineAt: null }
const words = (fields: Partial<ReturnType<typeof emptyReportFields>>, attempts = 1) =>
  afterRecordWords({ ...emptyReportFields(), ...fields }, { ...queue, attempts }, now)

describe('what a record will do', () => {
  it.each([
    ['no_answer', '仍在呼叫队列，14:30 再打'],
    ['busy', '仍在呼叫队列，13:40 再打'],
    ['refused', '拒绝配合，记为不配合'],
    ['reached', null],
    ['wrong_person', null],
  ] as const)('after %s is said before the tap', (outcome, text) => {
    expect(words({ outcome })).toBe(text)
  })

  it('keeps the agreed time', () => {
    expect(words({ outcome: 'call_later', callBackAt: '2022-05-21T19:00:00+08:00' })).toBe('仍在呼叫队列，19:00 再打')
  })

  it('says when the phone has been tried enough', () => {
    expect(words({ outcome: 'no_answer' }, 3)).toBe('打了 3 次没打通，转待上门')
  })

  it('says nothing of who is out of the rate anyway', () => {
    expect(words({ outcome: 'no_answer', whereabouts: 'left' })).toBeNull()
  })
})
