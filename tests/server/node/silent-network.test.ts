import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Pool } from 'pg'
import type { Db } from '../../../server/db/db.ts'
import { appendEvents } from '../../../server/journal/append-event.ts'
import { createEventFeed } from '../../../server/journal/event-feed.ts'
import { createPool } from '../../../server/node/database/create-pool.ts'
import { listen } from '../../../server/node/database/listen.ts'
import { openDb } from '../../../server/node/database/open-db.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { startSilentProxy, type SilentProxy } from '../../support/silent-proxy.ts'
import { until } from '../../support/until.ts'

let database: TestDatabase
let network: SilentProxy
let pool: Pool
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  network = await startSilentProxy(database.url)
  pool = createPool(network.url, () => undefined, { size: 3, patienceMs: 2_000 })
  db = openDb(pool)
})

afterAll(async () => {
  await pool.end()
  await network.close()
  await database.drop()
})

const happen = (handle: Db) => appendEvents(handle, { kind: 'group_changed', at: new Date('2022-05-21T12:00:00Z') })

it('drops connections that no longer answer and goes on with new ones', async () => {
  const idle = await Promise.all([pool.connect(), pool.connect()])
  idle.forEach(client => client.release())
  network.swallow()

  const failed = await Promise.allSettled([db.execute('select 1'), db.transaction(happen)])
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])

  await db.transaction(happen)
  expect(pool.totalCount).toBe(1)
})

it('takes those that lie idle for dead with the one that did not answer', async () => {
  const all = await Promise.all([pool.connect(), pool.connect(), pool.connect()])
  all.forEach(client => client.release())
  network.swallow()

  await expect(db.execute('select 1')).rejects.toThrow()
  await until(() => pool.totalCount === 0)
  await db.execute('select 1')

  expect(pool.totalCount).toBe(1)
})

it('ends a transaction in the middle of which the network fell silent, and gives its place back', async () => {
  await expect(
    db.transaction(async tx => {
      await happen(tx)
      network.swallow()
      await happen(tx)
    }),
  ).rejects.toThrow()

  expect(pool.totalCount).toBe(0)
  await db.transaction(happen)
})

it('goes on telling of events, and says that it could not for a while', async () => {
  const problems: unknown[] = []
  const feed = createEventFeed(
    db,
    async () => undefined,
    cause => problems.push(cause),
  )
  let told = 0
  feed.subscribe(() => (told += 1))
  await feed.ready()
  network.swallow()
  await openDb(database.pool).transaction(happen)

  await expect(feed.settled()).rejects.toThrow('could not be read')
  await feed.settled()

  expect([told, problems.length]).toEqual([1, 1])
})

it('listens again on a new connection', async () => {
  const heard: string[] = []
  const listener = listen(
    network.url,
    'silence',
    payload => heard.push(payload),
    () => heard.push('again'),
  )
  await listener.ready
  network.swallow()

  await until(() => heard.includes('again'))
  await database.pool.query("select pg_notify('silence', 'after')")
  await until(() => heard.includes('after'))
  await listener.close()
})
