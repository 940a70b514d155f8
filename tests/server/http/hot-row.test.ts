import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { dial, refusalOf } from '../../support/steps.ts'

let app: TestApp
let caller: Client
let unitId: string

beforeAll(async () => {
  app = await startApp()
  const { community } = await app.givenCity()
  unitId = community
  caller = await app.as(await app.givenStaff('陈晓', ['caller', community]))
})

afterEach(() => expectNoLeaks(app))

it('serves everybody else while many ask for a row that somebody holds, and asks those to come again', async () => {
  const [hot, other] = await app.givenTasks([{ unitId }, { unitId }])
  if (!hot || !other) throw new Error('tasks were given')
  const path = `/api/tasks/${hot.id}/dial`

  const waiting = await app.deps.db.transaction(async tx => {
    await tx.execute(sql`select 1 from tasks where id = ${hot.id} for update`)
    const asked = Array.from({ length: 25 }, () => caller.send('POST', path, { version: hot.version }))

    expect(await dial(caller, other)).toMatchObject({ dial: true })
    expect((await caller.get('/api/tasks')).status).toBe(200)
    return Promise.all(asked)
  })

  for (const answer of waiting) {
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(await refusalOf(answer)).toMatchObject({ status: 503, code: 'database_unavailable' })
  }
  expect(await dial(caller, hot)).toMatchObject({ dial: true })
})
