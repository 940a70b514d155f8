import { expect, it } from 'vitest'
import * as v from 'valibot'
import { DEFAULT_LOOK_LIMITS, LookLimits } from '../../../../contract/looks.ts'
import {
  limitChoices,
  PEOPLE_A_PASTE,
  PEOPLE_AN_HOUR,
} from '../../../../src/features/account/look-limits/limit-choices.ts'

it('offers the usual numbers and the one in force, in their order', () => {
  expect(limitChoices([300, 600], 450).map(({ label }) => label)).toEqual(['300 人', '450 人', '600 人'])
  expect(limitChoices([300, 600], 600).map(({ value }) => value)).toEqual([300, 600])
})

it('offers nothing the server refuses, and the defaults', () => {
  for (const peopleAPaste of PEOPLE_A_PASTE)
    for (const peopleAnHour of PEOPLE_AN_HOUR) expect(v.is(LookLimits, { peopleAPaste, peopleAnHour })).toBe(true)
  expect(PEOPLE_A_PASTE).toContain(DEFAULT_LOOK_LIMITS.peopleAPaste)
  expect(PEOPLE_AN_HOUR).toContain(DEFAULT_LOOK_LIMITS.peopleAnHour)
})
