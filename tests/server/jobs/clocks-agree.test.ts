import { afterEach, expect, it } from 'vitest'
import { clocksAgree } from '../../../server/jobs/clocks-agree.ts'
import { startApp } from '../../support/app.ts'
import { DAY_MS, HOUR_MS } from '../../../domain/time/lengths.ts'

const app = await startApp()

afterEach(() => void app.logged.splice(0))

it.each([0, -HOUR_MS, 20 * HOUR_MS])('agrees with a clock that is %i ms away', async apartMs => {
  app.clock.now = new Date(Date.now() + apartMs)

  expect(await clocksAgree(app.deps)).toBe(true)
  expect(app.logged).toEqual([])
})

it.each([-2 * DAY_MS, 29 * DAY_MS])('does not, and says so, where it is %i ms away', async apartMs => {
  app.clock.now = new Date(Date.now() + apartMs)

  expect(await clocksAgree(app.deps)).toBe(false)
  expect(app.logged.join()).toContain('nothing is purged')
})
