import { expect, it } from 'vitest'
import { workDayStart } from '../../../domain/progress/work-day.ts'

const at = (time: string) => Date.parse(`${time}+08:00`)

it.each([
  ['2022-05-21T06:00', '2022-05-21T06:00'],
  ['2022-05-21T23:59', '2022-05-21T06:00'],
  ['2022-05-22T00:00', '2022-05-21T06:00'],
  ['2022-05-22T05:59', '2022-05-21T06:00'],
])('the day of work of %s began at %s', (now, start) => expect(workDayStart(at(now))).toBe(at(start)))
