import { describe, expect, it } from 'vitest'
import { dayWord, duration, moment, timeLeft } from '../../../src/ui/time.ts'
import { HOUR_MS } from '../../../domain/time/lengths.ts'

/** 20:00 in Shanghai. */
const now = Date.parse('2022-05-21T12:00:00Z')

describe('times as people read them', () => {
  it.each([
    ['2022-05-21T06:10:00Z', '14:10'],
    ['2022-05-20T13:03:00Z', '昨天 21:03'],
    ['2022-05-19T16:00:00Z', '昨天 00:00'],
    ['2022-05-19T15:59:00Z', '前天 23:59'],
    ['2022-05-18T01:12:00Z', '5/18 09:12'],
    ['2022-05-22T01:00:00Z', '明天 09:00'],
  ])('%s is %s', (at, words) => {
    expect(moment(at, now)).toBe(words)
  })

  it.each([
    ['2022-05-21T13:20:00Z', '剩 1时20分', 'soon'],
    ['2022-05-21T14:00:00Z', '剩 2小时', 'soon'],
    ['2022-05-21T14:01:00Z', '剩 2时1分', 'calm'],
    ['2022-05-23T12:00:00Z', '剩 2天', 'calm'],
    ['2022-05-21T11:55:00Z', '超时 5分', 'late'],
  ])('a deadline at %s says %s', (deadline, text, tone) => {
    expect(timeLeft(deadline, now)).toEqual({ text, tone })
  })

  it.each([
    [59_999, '0分'],
    [HOUR_MS, '1小时'],
    [27 * HOUR_MS, '1天3时'],
  ])('%i ms last %s', (ms, words) => {
    expect(duration(ms)).toBe(words)
  })

  it.each([
    ['2022-05-22', '明天'],
    ['2022-05-23', '5/23'],
    ['2022-05-19', '前天'],
    ['2022-05-18', '5/18'],
  ])('calls %s on 21 May %s', (day, word) => {
    expect(dayWord(day, '2022-05-21')).toBe(word)
  })
})
