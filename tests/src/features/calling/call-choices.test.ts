import { describe, expect, it } from 'vitest'
import { callBackChoices } from '../../../../src/features/calling/call-choices.ts'

const labels = (at: string) => callBackChoices(Date.parse(at)).map(({ label }) => label)

describe('callBackChoices', () => {
  it('offers the evening while it is more than an hour away', () => {
    expect(labels('2022-05-21T10:59:00Z')).toEqual(['30分钟后', '1小时后', '今晚20:00', '明早9:00'])
    expect(labels('2022-05-21T11:00:00Z')).toEqual(['30分钟后', '1小时后', '明早9:00'])
  })

  it('means the next morning by Shanghai’s calendar', () => {
    const [, , morning] = callBackChoices(Date.parse('2022-05-21T16:30:00Z')).slice(-3)

    expect(morning).toEqual({ value: '2022-05-23T01:00:00.000Z', label: '明早9:00' })
  })
})
