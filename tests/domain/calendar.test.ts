import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  earliestDayOfMonth,
  earliestMonthDay,
  isoAt,
  latestDayOfMonth,
  latestMonthDay,
  localMoment,
  monthDayText,
  shanghaiDay,
  weekdayOf,
} from '../../domain/calendar.ts'

const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

describe('localMoment', () => {
  it.each([
    ['2022-05-22T15:59:59Z', '2022-05-22', 23 * 60 + 59],
    ['2022-05-22T16:00:00Z', '2022-05-23', 0],
    ['2022-05-22T00:30:00+08:00', '2022-05-22', 30],
    ['2021-12-31T23:59:00-05:00', '2022-01-01', 12 * 60 + 59],
  ])('reads %s as the wall clock in Shanghai', (instant, expected, minutes) => {
    expect(localMoment(instant)).toEqual({ day: expected, minutes })
    expect(shanghaiDay(Date.parse(instant))).toBe(expected)
  })

  it('gives back the day and minute that isoAt was given', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1439 }), (date, minutes) => {
        expect(localMoment(isoAt(date, minutes))).toEqual({ day: date, minutes })
      }),
    )
  })
})

describe('isoAt', () => {
  it.each([
    ['2022-05-22', 21 * 60 + 5, 0, '2022-05-22T21:05:00+08:00'],
    ['2022-05-22', 24 * 60, 7, '2022-05-23T00:00:07+08:00'],
    ['2022-01-01', -1, 0, '2021-12-31T23:59:00+08:00'],
  ])('puts %s and %i minutes, %i seconds at %s', (date, minutes, seconds, expected) => {
    expect(isoAt(date, minutes, seconds)).toBe(expected)
  })
})

describe('addDays', () => {
  it.each([
    ['2022-05-22', 1, '2022-05-23'],
    ['2022-02-28', 1, '2022-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2022-01-01', -1, '2021-12-31'],
    ['2022-03-29', -29, '2022-02-28'],
  ])('counts from %s %i days to %s', (from, days, expected) => {
    expect(addDays(from, days)).toBe(expected)
  })

  it('steps one day of twenty-four hours at a time, there and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, days) => {
        const to = addDays(from, days)
        expect(Date.parse(to) - Date.parse(from)).toBe(days * 86_400_000)
        expect(addDays(to, -days)).toBe(from)
      }),
    )
  })
})

describe('weekdayOf', () => {
  it.each([
    ['2022-05-23', 1],
    ['2022-05-25', 3],
    ['2022-05-29', 7],
  ])('counts %s as day %i of the week', (date, expected) => {
    expect(weekdayOf(date)).toBe(expected)
  })
})

describe('dayOf', () => {
  it.each([
    [2024, 2, 29, '2024-02-29'],
    [2022, 12, 31, '2022-12-31'],
    [2022, 2, 29, null],
    [1900, 2, 29, null],
    [2000, 2, 29, '2000-02-29'],
    [2022, 6, 31, null],
    [2022, 13, 1, null],
    [2022, 0, 1, null],
    [2022, 1, 0, null],
    [999, 1, 1, null],
  ])('makes of %i, %i, %i the day %s', (year, month, date, expected) => {
    expect(dayOf(year, month, date)).toBe(expected)
  })
})

describe('days without a year', () => {
  it.each([
    [latestMonthDay(12, 30, '2022-01-03'), '2021-12-30'],
    [latestMonthDay(1, 3, '2022-01-03'), '2022-01-03'],
    [latestMonthDay(2, 29, '2022-05-22'), '2020-02-29'],
    [latestMonthDay(6, 31, '2022-05-22'), null],
    [earliestMonthDay(1, 2, '2022-12-30'), '2023-01-02'],
    [earliestMonthDay(12, 30, '2022-12-30'), '2022-12-30'],
    [latestDayOfMonth(31, '2022-05-02'), '2022-03-31'],
    [latestDayOfMonth(20, '2022-05-20'), '2022-05-20'],
    [earliestDayOfMonth(31, '2022-02-10'), '2022-03-31'],
    [earliestDayOfMonth(1, '2022-12-31'), '2023-01-01'],
    [latestDayOfMonth(32, '2022-05-20'), null],
  ])('reads %s as %s', (found, expected) => {
    expect(found).toBe(expected)
  })

  it('finds no later day in the past and no earlier one ahead', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 28 }), (today, date) => {
        const past = latestDayOfMonth(date, today) ?? ''
        const ahead = earliestDayOfMonth(date, today) ?? ''
        expect(past <= today && today <= ahead).toBe(true)
        expect(past > addDays(today, -32) && ahead < addDays(today, 32)).toBe(true)
      }),
    )
  })
})

describe('monthDayText', () => {
  it('drops the leading zeros', () => {
    expect(monthDayText('2022-05-09')).toBe('5/9')
  })
})
