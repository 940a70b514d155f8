import { afterAll, expect, it } from 'vitest'
import { appendEvents } from '../../../server/journal/append-event.ts'
import { createEventFeed } from '../../../server/journal/event-feed.ts'
import type { EventFeed } from '../../../server/ports/event-feed.ts'
import { listen } from '../../../server/node/database/listen.ts'
import { createTestDatabase } from '../../support/database.ts'
import { openDb } from '../../../server/node/database/open-db.ts'

const CHANNEL = 'hecha_events'
const database = await createTestDatabase()
const db = openDb(database.pool)

/** One process of several on this database, as `server/node/open-deps.ts` wires it. */
async function startProcess() {
  const announce = () => database.pool.query(`notify ${CHANNEL}`).then(() => undefined)
  const feed: EventFeed = createEventFeed(db, announce, cause => {
    throw cause
  })
  const ears = listen(
    database.url,
    CHANNEL,
    () => feed.wake('elsewhere'),
    () => feed.wake('elsewhere'),
  )
  await ears.ready
  return { feed, close: () => ears.close() }
}

const [here, there] = await Promise.all([startProcess(), startProcess()])

afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  await here.feed.settled()
  await there.feed.settled()
  await database.drop()
})

it('tells the phones of one process what another process did', async () => {
  const heard = new Promise<string>(resolve => {
    there.feed.subscribe(({ event }) => resolve(event.kind))
  })
  await there.feed.ready()

  await db.transaction(tx => appendEvents(tx, { kind: 'report_submitted', at: new Date('2022-05-21T12:00:00Z') }))
  here.feed.wake()

  expect(await heard).toBe('report_submitted')
})
