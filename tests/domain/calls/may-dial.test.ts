// D4, D10, D11, D13: one rule says whether a number may be rung, whoever asks.
import { describe, expect, it } from 'vitest'
import {
  isOffered,
  NOTHING_REMEMBERED,
  offeredFrom,
  refusalOf,
  waitsOf,
  type NumberMemory,
  type Ringable,
} from '../../../domain/calls/may-dial.ts'

const at = (clock: string, day = '2022-05-21') => new Date(`${day}T${clock}:00+08:00`)
const fresh: Ringable = { status: 'to_call', urgent: false, lastOutcome: null, nextCallAt: null }
const remembers = (told: Partial<NumberMemory>): NumberMemory => ({ ...NOTHING_REMEMBERED, ...told })
const why = (task: Ringable, number: NumberMemory, now: Date, confirmed = false) =>
  refusalOf(task, number, now.getTime(), confirmed)?.why ?? null

describe('a dial', () => {
  it.each<[string, Ringable, NumberMemory, Date, string | null]>([
    ['a fresh number by day', fresh, NOTHING_REMEMBERED, at('20:00'), null],
    ['a minute too early', { ...fresh, nextCallAt: at('20:01') }, NOTHING_REMEMBERED, at('20:00'), 'too_early'],
    ['at its time', { ...fresh, nextCallAt: at('20:00') }, NOTHING_REMEMBERED, at('20:00'), null],
    ['after the last try', { ...fresh, status: 'to_visit' }, NOTHING_REMEMBERED, at('20:00'), 'ladder_over'],
    ['rung 9 minutes ago', fresh, remembers({ rungAt: at('19:51') }), at('20:00'), 'rung'],
    ['rung 10 minutes ago', fresh, remembers({ rungAt: at('19:50') }), at('20:00'), null],
    ['rung by a clock of tomorrow', fresh, remembers({ rungAt: at('20:00', '2022-05-22') }), at('20:00'), null],
    ['reached this morning', fresh, remembers({ answeredAt: at('08:10') }), at('20:00'), 'known'],
    ['reached yesterday', fresh, remembers({ answeredAt: at('21:03', '2022-05-20') }), at('08:00'), null],
    ['vacant a week ago', fresh, remembers({ goneAt: at('12:00', '2022-05-14') }), at('20:00'), 'known'],
    ['vacant two weeks ago', fresh, remembers({ goneAt: at('20:00', '2022-05-07') }), at('20:00'), null],
    ['agreed elsewhere for later', fresh, remembers({ notBefore: at('21:00') }), at('20:00'), 'known'],
    ['late in the evening', fresh, NOTHING_REMEMBERED, at('21:59'), null],
    ['at night', fresh, NOTHING_REMEMBERED, at('22:00'), 'quiet_hours'],
    ['before the morning', fresh, NOTHING_REMEMBERED, at('07:59'), 'quiet_hours'],
    [
      'at night, as promised',
      { ...fresh, lastOutcome: 'call_later', nextCallAt: at('22:30') },
      NOTHING_REMEMBERED,
      at('23:00'),
      null,
    ],
    [
      'after midnight, as promised',
      { ...fresh, lastOutcome: 'call_later', nextCallAt: at('23:30') },
      NOTHING_REMEMBERED,
      at('00:10', '2022-05-22'),
      null,
    ],
    [
      'at night, promised for the evening',
      { ...fresh, lastOutcome: 'call_later', nextCallAt: at('20:00') },
      NOTHING_REMEMBERED,
      at('23:00'),
      'quiet_hours',
    ],
  ])('%s', (_, task, number, now, expected) => {
    expect(why(task, number, now)).toBe(expected)
  })

  it('at night on an urgent list asks once more, and then rings', () => {
    const urgent = { ...fresh, urgent: true }
    expect(why(urgent, NOTHING_REMEMBERED, at('23:00'))).toBe('quiet_hours')
    expect(why(urgent, NOTHING_REMEMBERED, at('23:00'), true)).toBeNull()
    expect(why(fresh, NOTHING_REMEMBERED, at('23:00'), true)).toBe('quiet_hours')
  })

  it('of a number another list knows asks once more; a ring a moment ago is never passed over', () => {
    expect(why(fresh, remembers({ answeredAt: at('19:00') }), at('20:00'), true)).toBeNull()
    expect(why(fresh, remembers({ rungAt: at('19:55') }), at('20:00'), true)).toBe('rung')
  })

  it('says until when', () => {
    expect(waitsOf(fresh, remembers({ answeredAt: at('21:03') }), at('23:00').getTime())).toEqual([
      { why: 'known', until: at('08:00', '2022-05-22').getTime(), confirmable: true },
      { why: 'quiet_hours', until: at('08:00', '2022-05-22').getTime(), confirmable: false },
    ])
  })
})

describe('the queue', () => {
  it('offers at night what is urgent, and not what another list knows', () => {
    const now = at('23:00').getTime()
    expect(isOffered({ ...fresh, urgent: true }, NOTHING_REMEMBERED, now)).toBe(true)
    expect(isOffered(fresh, NOTHING_REMEMBERED, now)).toBe(false)
    expect(isOffered({ ...fresh, urgent: true }, remembers({ answeredAt: at('19:00') }), now)).toBe(false)
  })

  it('tells from when: the longest wait, and never at night', () => {
    const number = remembers({ rungAt: at('21:55') })
    const now = at('21:56').getTime()

    expect(offeredFrom({ ...fresh, nextCallAt: at('21:58') }, number, now)).toEqual({
      at: at('08:00', '2022-05-22').getTime(),
      why: 'quiet_hours',
    })
    expect(offeredFrom({ ...fresh, urgent: true, nextCallAt: at('21:58') }, number, now)).toEqual({
      at: at('22:05').getTime(),
      why: 'rung',
    })
  })
})
