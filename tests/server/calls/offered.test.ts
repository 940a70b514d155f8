// Whoever races whom, and whatever the lists say: a task goes to one caller, and the statement offers what the rule offers.
import { eq } from 'drizzle-orm'
import * as fc from 'fast-check'
import { beforeEach, expect, it } from 'vitest'
import { isOffered } from '../../../domain/calls/may-dial.ts'
import { HOUR_MS, MINUTE_MS } from '../../../domain/time/lengths.ts'
import type { TaskRow } from '../../../server/access/task-scope.ts'
import { memoryOfNumber } from '../../../server/calls/number-memory.ts'
import { tasks } from '../../../server/db/schema/index.ts'
import { startApp, type Client } from '../../support/app.ts'
import { startOver } from '../../support/simulated-corp.ts'
import { askNext as ask } from '../../support/steps.ts'

const app = await startApp()

let unitId: string
let caller: Client
let colleague: Client

const at = (clock: string) => new Date(`2022-05-21T${clock}:00+08:00`)

beforeEach(async () => {
  await startOver(app)
  app.clock.now = at('19:00')
  unitId = (await app.givenCity()).community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  colleague = await app.as(await app.givenStaff('林雨', ['caller', unitId]))
})

it('gives two callers who race for 200 tasks a different one each time', async () => {
  await app.givenTasks(Array.from({ length: 200 }, () => ({ unitId })))
  const taken: string[] = []

  for (let turn = 0; turn < 100; turn += 1) {
    const both = await Promise.all([
      ask(caller, { done: taken.slice(-20) }),
      ask(colleague, { done: taken.slice(-20) }),
    ])
    for (const next of both) {
      if (!next.found) throw new Error(`turn ${turn}: ${next.why}`)
      taken.push(next.task.id)
      await app.deps.db.update(tasks).set({ status: 'reported', leaseUntil: null }).where(eq(tasks.id, next.task.id))
    }
  }

  expect(new Set(taken).size).toBe(200)
}, 120_000)

it('offers what the rule offers, and nothing else, whatever the lists say of a number', async () => {
  const moment = fc.option(fc.integer({ min: -40 * 60, max: 20 * 60 }), { nil: null })
  const outcome = fc.constantFrom(null, 'reached', 'refused', 'busy', 'call_later', 'invalid_number', 'wrong_person')
  const state = fc.record({
    number: fc.integer({ min: 0, max: 2 }),
    status: fc.constantFrom('to_call', 'to_call', 'to_visit', 'reported'),
    urgent: fc.boolean(),
    lastOutcome: outcome,
    attemptCount: fc.integer({ min: 0, max: 1 }),
    lastAttemptAt: moment,
    nextCallAt: moment,
    rungAt: fc.option(fc.integer({ min: -12, max: 3 }), { nil: null }),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(state, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 23 }),
      async (states, hour) => {
        await startOver(app)
        const { community } = await app.givenCity()
        const now = new Date(at('00:30').getTime() + hour * HOUR_MS)
        app.clock.now = now
        const member = await app.as(await app.givenStaff('陈晓', ['caller', community]))
        const after = (minutes: number | null) =>
          minutes === null ? null : new Date(now.getTime() + minutes * MINUTE_MS)
        for (const { number, urgent, ...told } of states) {
          const { id } = await app.givenTask({ unitId: community, phone: `1367777000${number}`, urgent })
          const moments = {
            lastAttemptAt: after(told.lastAttemptAt),
            nextCallAt: after(told.nextCallAt),
            rungAt: after(told.rungAt),
          }
          await app.deps.db
            .update(tasks)
            .set({ ...told, ...moments } as Partial<TaskRow>)
            .where(eq(tasks.id, id))
        }
        const rows = await app.deps.db.select().from(tasks)
        const expected: string[] = []
        for (const task of rows)
          if (isOffered(task, await memoryOfNumber(app.deps.db, task, now), now.getTime())) expected.push(task.id)

        const next = await ask(member)

        if (next.found) expect(expected).toContain(next.task.id)
        else expect(expected).toEqual([])
      },
    ),
    { numRuns: 60 },
  )
}, 240_000)
