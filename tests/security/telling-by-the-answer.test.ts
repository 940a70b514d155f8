import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { startApp } from '../support/app.ts'
import { answerFor, ASKED_WITHOUT_CODE, type Typed } from '../support/hidden-values.ts'
import { givenRecorders } from '../support/pastes.ts'

const app = await startApp()

/** One mask for all of them: 138****5678, 张**. */
const hidden = fc.record({
  phone: fc.stringMatching(/^138[0-8]{4}5678$/),
  name: fc.stringMatching(/^张[一三五]{2}$/),
})
const wrong: fc.Arbitrary<Typed> = fc.record({
  phone: fc.stringMatching(/^138[0-8]{3}95678$/),
  name: fc.stringMatching(/^张[二四六]{2}$/),
})

/** What a member of every role in 汀南社区 is answered about this resident. */
async function ask(name: string, resident: Typed, typed: Typed, foreign: boolean): Promise<string> {
  const town = await givenRecorders(app)
  const { community, neighbour } = town.city
  const roles = ['caller', 'recorder', 'lead'] as const
  const staffId = await app.givenStaff('何畅', ...roles.map(role => [role, community] as [typeof role, string]))
  const by = { staffId, client: await app.as(staffId) }
  const task: TaskRow = await town.givenResident(resident.name, resident.phone, foreign ? neighbour : community)
  const route = ASKED_WITHOUT_CODE[name]
  if (!route) throw new Error(`no route ${name}`)
  return answerFor(app, route, by, task, typed)
}

const RUNS = { numRuns: 4 }

it.each(Object.keys(ASKED_WITHOUT_CODE))(
  '%s that is not the resident’s is answered alike whoever they are',
  async name => {
    await fc.assert(
      fc.asyncProperty(hidden, hidden, wrong, async (one, other, typed) => {
        expect(await ask(name, one, typed, false)).toBe(await ask(name, other, typed, false))
      }),
      RUNS,
    )
  },
)

/** An importer learns counts, and how many of a list are known anywhere is one: the fact alone, of a whole list. */
const COUNTS = ['a list previewed', 'a list imported']

it.each(Object.keys(ASKED_WITHOUT_CODE).filter(name => !COUNTS.includes(name)))(
  '%s is answered alike whether or not a resident of another community has it',
  async name => {
    await fc.assert(
      fc.asyncProperty(hidden, wrong, async (resident, other) => {
        expect(await ask(name, resident, resident, true)).toBe(await ask(name, other, resident, true))
      }),
      RUNS,
    )
  },
)
