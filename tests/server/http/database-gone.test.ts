import { sql } from 'drizzle-orm'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { only, rowsOf } from '../../../server/db/db.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { serverConnection } from '../../support/database.ts'
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

/** Nobody gets in and whoever is in is thrown out, as when the database is gone, while `work` runs. */
async function withoutDatabase(work: () => Promise<void>): Promise<void> {
  const { name } = only(await rowsOf<{ name: string }>(app.deps.db, sql`select current_database() as name`))
  const server = await serverConnection()
  try {
    await server.query(`alter database ${name} allow_connections false`)
    await server.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name])
    await work()
  } finally {
    await server.query(`alter database ${name} allow_connections true`)
    await server.end()
  }
}

it('says that the database is gone, keeps what was asked undone, and works again afterwards', async () => {
  const task = await app.givenTask({ unitId })
  const id = { 'idempotency-key': crypto.randomUUID() }
  const body = { version: 1 }

  await withoutDatabase(async () => {
    const answers = [
      await caller.get('/api/tasks'),
      await caller.get('/readyz'),
      await caller.send('POST', `/api/tasks/${task.id}/dial`, body, id),
    ]
    for (const answer of answers) {
      expect(await refusalOf(answer)).toMatchObject({ status: 503, code: 'database_unavailable' })
    }
    expect((await caller.get('/healthz')).status).toBe(200)
  })

  expect((await caller.get('/readyz')).status).toBe(200)
  const answer = await caller.send('POST', `/api/tasks/${task.id}/dial`, body, id)
  expect(await answer.json()).toMatchObject({ dial: true, task: { version: 2 } })
})

it('says so too when the connection breaks in the middle of a change, and changes nothing', async () => {
  const task = await app.givenTask({ unitId })
  const server = await serverConnection()
  await app.deps.db.transaction(async tx => {
    await tx.execute(sql`select 1 from tasks where id = ${task.id} for update`)
    const waiting = caller.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })
    await terminateWaiting(server)

    expect(await refusalOf(await waiting)).toMatchObject({ status: 503, code: 'database_unavailable' })
  })
  await server.end()

  expect(await dial(caller, task)).toMatchObject({ dial: true })
})

/** Ends the connection that waits for a lock, as soon as there is one. */
async function terminateWaiting(server: Awaited<ReturnType<typeof serverConnection>>): Promise<void> {
  const { name } = only(await rowsOf<{ name: string }>(app.deps.db, sql`select current_database() as name`))
  for (;;) {
    const { rowCount } = await server.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'",
      [name],
    )
    if (rowCount) return
  }
}
