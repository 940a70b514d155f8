// P12, P13: the 48 hour rule and 三天两检 at their boundaries, always at +08:00.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAMED_RULES } from '../../../contract/rules.ts'
import { evaluateRule, ruleName, type Sample, type SampleResult } from '../../../domain/lab/rule.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

const HOUR = HOUR_MS
const NOW = '2022-05-20T22:30:00+08:00'
let serial = 0
const sample = (sampledAt: string, result: SampleResult = 'negative'): Sample => ({
  id: `S${++serial}`,
  sampledAt,
  result,
})
const before = (ms: number, result: SampleResult = 'negative') =>
  sample(new Date(Date.parse(NOW) - ms).toISOString(), result)
const hm = (hours: number, minutes = 0, seconds = 0) => (hours * 3600 + minutes * 60 + seconds) * 1000

describe('48小时核酸', () => {
  const ask = (...samples: Sample[]) => evaluateRule(NAMED_RULES['48小时核酸'], { now: NOW, samples })

  it.each([
    ['at the very moment', 0, true],
    ['47:59:59 before', hm(47, 59, 59), true],
    ['48:00:00 before', hm(48), true],
    ['48:00:01 before', hm(48, 0, 1), false],
    ['48:01 before', hm(48, 1), false],
    ['one second after the moment of asking', -1000, false],
  ])('a negative %s counts: %s ms → %s', (_, ms, matched) => {
    expect(ask(before(ms)).matched).toBe(matched)
  })

  it('counts across midnight and month ends', () => {
    const question = { now: '2022-06-01T00:00:00+08:00', samples: [sample('2022-05-30T00:00:00+08:00')] }

    expect(evaluateRule(NAMED_RULES['48小时核酸'], question).matched).toBe(true)
    expect(evaluateRule(NAMED_RULES['48小时核酸'], { ...question, now: '2022-06-01T00:00:01+08:00' }).matched).toBe(
      false,
    )
  })

  it('names the newest negative as the reason', () => {
    const [old, fresh] = [before(hm(30)), before(hm(2))]

    expect(ask(old, fresh).satisfiedBy).toEqual([fresh.id])
  })

  it('shows a pending sample as sampled, not matched', () => {
    const pending = before(hm(3), 'pending')

    expect(ask(pending)).toMatchObject({
      matched: false,
      pending: [pending.id],
      nextDueAt: null,
      text: '已采样，1 次结果待出',
    })
  })

  it('lets a positive inside the window keep a negative from matching', () => {
    const answer = ask(before(hm(10)), before(hm(2), 'positive'))

    expect(answer).toMatchObject({ matched: false, nextDueAt: null, text: '有阳性结果，请立即报告统筹' })
  })

  it('forgets a positive outside the window and every void sample', () => {
    expect(ask(before(hm(49), 'positive'), before(hm(2))).matched).toBe(true)
    expect(ask(before(hm(2), 'void')).matched).toBe(false)
  })

  it('says in one line what is due', () => {
    expect(ask().text).toBe('还差 1 次核酸，现在可采')
    expect(ask(before(0)).text).toBe('48小时核酸：已完成')
  })
})

describe('三天两检', () => {
  const rule = NAMED_RULES.三天两检
  const at = (now: string, ...samples: Sample[]) => evaluateRule(rule, { now, arrivedOn: '2022-05-18', samples })
  const late = '2022-05-22T09:00:00+08:00'

  it.each([
    ['exactly 24:00 apart', '2022-05-18T10:00:00+08:00', '2022-05-19T10:00:00+08:00', true],
    ['23:59 apart', '2022-05-18T10:00:00+08:00', '2022-05-19T09:59:00+08:00', false],
    ['one second less than 24 hours apart', '2022-05-18T10:00:00+08:00', '2022-05-19T09:59:59+08:00', false],
    ['the second at 23:59:59 of day 3', '2022-05-18T10:00:00+08:00', '2022-05-20T23:59:59+08:00', true],
    ['the second at 24:00:00 of day 3', '2022-05-18T10:00:00+08:00', '2022-05-21T00:00:00+08:00', true],
    ['the second one second later', '2022-05-18T10:00:00+08:00', '2022-05-21T00:00:01+08:00', false],
    ['the first at 00:00 of the arrival day', '2022-05-18T00:00:00+08:00', '2022-05-19T00:00:00+08:00', true],
    ['the first one second before arrival', '2022-05-17T23:59:59+08:00', '2022-05-19T00:00:00+08:00', false],
    ['written in UTC', '2022-05-17T16:30:00Z', '2022-05-18T16:30:00Z', true],
    ['under two ids at one moment', '2022-05-20T09:30:00+08:00', '2022-05-20T09:30:00+08:00', false],
  ])('two samples, %s: %s and %s → %s', (_, first, second, matched) => {
    expect(at(late, sample(first), sample(second)).matched).toBe(matched)
  })

  it('does no harm with more samples than needed', () => {
    const [a, b, c] = [
      sample('2022-05-18T08:00:00+08:00'),
      sample('2022-05-18T20:00:00+08:00'),
      sample('2022-05-19T08:00:00+08:00'),
    ]

    expect(at(late, a, b, c)).toMatchObject({ matched: true, satisfiedBy: [a.id, c.id] })
  })

  it('counts from a known hour of arrival on, that hour included', () => {
    const samples = [sample('2022-05-18T14:00:00+08:00'), sample('2022-05-19T14:00:00+08:00')]

    expect(evaluateRule(rule, { now: late, arrivedOn: '2022-05-18T14:00:00', samples }).matched).toBe(true)
    expect(evaluateRule(rule, { now: late, arrivedOn: '2022-05-18T14:00:01', samples }).matched).toBe(false)
  })

  it('says when the second test is due', () => {
    const answer = at('2022-05-19T09:00:00+08:00', sample('2022-05-18T14:10:00+08:00'))

    expect(answer).toMatchObject({
      missing: 1,
      nextDueAt: '2022-05-19T06:10:00.000Z',
      text: '还差 1 次核酸，5月19日 14:10 后可采',
    })
  })

  it('says that the time left is too short', () => {
    expect(at('2022-05-20T21:00:00+08:00', sample('2022-05-20T10:00:00+08:00'))).toMatchObject({
      over: false,
      nextDueAt: null,
      text: '还差 1 次核酸，采样期内已来不及',
    })
  })

  it('says that the window is over, one second after it', () => {
    const one = sample('2022-05-18T14:10:00+08:00')

    expect(at('2022-05-21T00:00:00+08:00', one).over).toBe(false)
    expect(at('2022-05-21T00:00:01+08:00', one)).toMatchObject({ over: true, text: '采样期已过，还差 1 次' })
  })

  it('waits after the window for a pending sample that would do', () => {
    const samples = [sample('2022-05-18T14:10:00+08:00'), sample('2022-05-20T14:10:00+08:00', 'pending')]

    expect(at(late, ...samples)).toMatchObject({ over: false, matched: false })
  })

  it('keeps a match when the window closes', () => {
    expect(at(late, sample('2022-05-18T10:00:00+08:00'), sample('2022-05-20T10:00:00+08:00'))).toMatchObject({
      matched: true,
      over: false,
    })
  })

  it('crosses the end of a month', () => {
    const question = {
      arrivedOn: '2022-02-27',
      samples: [sample('2022-02-27T10:00:00+08:00'), sample('2022-03-01T23:59:59+08:00')],
    }

    expect(evaluateRule(rule, { ...question, now: '2022-03-02T00:00:00+08:00' }).matched).toBe(true)
  })

  it('asks for the arrival when it is not known', () => {
    expect(evaluateRule(rule, { now: NOW, samples: [before(0)] })).toMatchObject({
      matched: false,
      over: false,
      text: '三天两检：抵达时间未知，请先问清',
    })
  })
})

it('needs one test of the day of arrival for 落地即检', () => {
  const ask = (sampledAt: string) =>
    evaluateRule(NAMED_RULES.落地即检, { now: NOW, arrivedOn: '2022-05-18T14:00:00', samples: [sample(sampledAt)] })
      .matched

  expect(ask('2022-05-18T23:59:59+08:00')).toBe(true)
  expect(ask('2022-05-19T00:00:01+08:00')).toBe(false)
})

it('names a rule nobody has a name for by what it asks', () => {
  expect(ruleName({ from: 'now', hours: 72, tests: 2, gapHours: 24 })).toBe('72小时内2次核酸')
  expect(ruleName(NAMED_RULES['一、三、七、十四天'])).toBe('一、三、七、十四天')
})

it('never loses a match by one more negative inside the window', () => {
  const hours = fc.array(fc.integer({ min: 0, max: 71 }), { maxLength: 8 })
  const answerFor = (list: number[]) =>
    evaluateRule(NAMED_RULES.三天两检, {
      now: '2022-05-22T09:00:00+08:00',
      arrivedOn: '2022-05-18',
      samples: list.map(h => sample(new Date(Date.parse('2022-05-18T00:00:00+08:00') + h * HOUR).toISOString())),
    })
  fc.assert(
    fc.property(hours, fc.integer({ min: 0, max: 71 }), (list, more) => {
      const anyTwoApart = list.some(a => list.some(b => b - a >= 24))
      expect(answerFor(list).matched).toBe(anyTwoApart)
      if (anyTwoApart) expect(answerFor([...list, more]).matched).toBe(true)
    }),
  )
})
