import dayjs from 'dayjs'
import utc from 'dayjs/plugin/utc.js'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, monthDay, monthDayWords, weekdayOf } from '../../../domain/time/days.ts'
import {
  dayFrom,
  earliestDayOfMonth,
  earliestMonthDay,
  latestDayOfMonth,
  latestMonthDay,
} from '../../../domain/time/days-from-parts.ts'

dayjs.extend(utc)

const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))

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

  it('agrees with dayjs, there and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (from, days) => {
        const to = addDays(from, days)
        expect(to).toBe(dayjs.utc(from).add(days, 'day').format('YYYY-MM-DD'))
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

  it('agrees with dayjs', () => {
    fc.assert(
      fc.property(day, date => {
        expect(weekdayOf(date) % 7).toBe(dayjs.utc(date).day())
      }),
    )
  })
})

describe('dayFrom', () => {
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
    expect(dayFrom(year, month, date)).toBe(expected)
  })

  it('agrees with dayjs on which days there are', () => {
    const parts = fc.tuple(
      fc.integer({ min: 1900, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    )
    fc.assert(
      fc.property(parts, ([year, month, date]) => {
        const found = dayjs.utc(Date.UTC(year, month - 1, date))
        expect(dayFrom(year, month, date)).toBe(found.date() === date ? found.format('YYYY-MM-DD') : null)
      }),
    )
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

it('says month and date without leading zeros', () => {
  expect([monthDay('2022-05-09'), monthDayWords('2022-05-09')]).toEqual(['5/9', '5月9日'])
})
