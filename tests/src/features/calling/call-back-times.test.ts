import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantAt } from '../../../../domain/time/local-time.ts'
import {
  callBackColumns,
  callBackStart,
  type CallBackTime,
} from '../../../../src/features/calling/report-form/call-back-times.ts'

const at = (iso: string) => Date.parse(iso)
const texts = (chosen: CallBackTime, now: number) => callBackColumns(chosen, now).map(([first]) => first?.text)

describe('where the wheels stand at first', () => {
  it.each([
    ['an hour from now, on the next ten', null, '2022-05-21T02:03:00Z', ['2022-05-21', '11', '10']],
    ['tomorrow where that is after midnight', null, '2022-05-21T15:30:00Z', ['2022-05-22', '00', '30']],
    ['the time that is agreed', '2022-05-22T01:20:00Z', '2022-05-21T02:00:00Z', ['2022-05-22', '09', '20']],
    [
      'an hour from now where the agreed time is over',
      '2022-05-21T01:00:00Z',
      '2022-05-21T02:00:00Z',
      ['2022-05-21', '11', '00'],
    ],
  ])('is %s', (_, agreed, now, stand) => {
    expect(callBackStart(agreed, at(now))).toEqual(stand)
  })
})

describe('what the wheels offer', () => {
  const now = at('2022-05-21T02:03:00Z')

  it('begins today at the next ten minutes', () => {
    expect(texts(['2022-05-21', '10', '10'], now)).toEqual(['今天', '10时', '10分'])
    expect(texts(['2022-05-21', '11', '00'], now)).toEqual(['今天', '10时', '00分'])
  })

  it('is the whole day on any other', () => {
    const [days, hours, minutes] = callBackColumns(['2022-05-22', '00', '00'], now)

    expect(days.map(({ text }) => text).slice(0, 3)).toEqual(['今天', '明天', '5/23'])
    expect([days.length, hours.length, minutes.length]).toEqual([8, 24, 6])
  })

  it('begins tomorrow in the last ten minutes of a day', () => {
    expect(texts(['2022-05-22', '00', '00'], at('2022-05-21T15:55:00Z'))).toEqual(['明天', '00时', '00分'])
  })

  it('is never over, whatever is chosen', () => {
    const instants = fc.integer({ min: at('2022-01-01T00:00:00Z'), max: at('2023-12-31T00:00:00Z') })
    const picks = fc.tuple(fc.nat(), fc.nat(), fc.nat())

    fc.assert(
      fc.property(instants, picks, (moment, [d, h, m]) => {
        const pick = (options: { value: string }[], n: number) => options[n % options.length]?.value ?? ''
        const [days] = callBackColumns(callBackStart(null, moment), moment)
        const day = pick(days, d)
        const hour = pick(callBackColumns([day, '', ''], moment)[1], h)
        const minute = pick(callBackColumns([day, hour, ''], moment)[2], m)

        expect(at(instantAt(day, `${hour}:${minute}`))).toBeGreaterThanOrEqual(moment)
      }),
    )
  })

  it('holds where the wheels stand at first', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2022-01-01T00:00:00Z'), max: at('2023-12-31T00:00:00Z') }), moment => {
        const start = callBackStart(null, moment)
        const offered = callBackColumns(start, moment).map(options => options.map(({ value }) => value))

        expect(start.every((value, i) => offered[i]?.includes(value))).toBe(true)
      }),
    )
  })
})
