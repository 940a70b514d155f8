import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, listen, openDatabase } from '../../../server/node/database/database.ts'
import { createTestDatabase } from '../../support/database.ts'
import { readPostmasterPid } from '../../support/postmaster.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'hecha-database-'))
const log = () => undefined
let database: Database

beforeAll(async () => {
  database = await openDatabase({ dataDir, log })
})

afterAll(async () => {
  await database.close()
  rmSync(dataDir, { recursive: true })
})

/** Ends the server as a crash would; the launcher starts it again half a second later. */
function crash() {
  process.kill(readPostmasterPid(dataDir), 'SIGKILL')
}

function backAgain() {
  return expect.poll(() => database.pool.query('select 1').catch(() => null)).not.toBeNull()
}

describe('a database', () => {
  it('is migrated when it is opened', async () => {
    const { rows } = await database.pool.query('select count(*) > 0 as migrated from schema_migrations')

    expect(rows).toEqual([{ migrated: true }])
  })

  it('gives counts as numbers', async () => {
    const { rows } = await database.pool.query('select count(*) as tasks from generate_series(1, 3)')

    expect(rows).toEqual([{ tasks: 3 }])
  })

  it('refuses while its server is gone and serves again afterwards, also from within a transaction', async () => {
    const client = await database.pool.connect()
    await client.query('begin')
    const refused = expect(client.query('select pg_sleep(30)')).rejects.toThrow()
    crash()

    await refused
    client.release(true)
    await backAgain()
  })

  it('uses the server that DATABASE_URL names, and leaves it running', async () => {
    const own = await createTestDatabase()
    const opened = await openDatabase({ databaseUrl: own.url, dataDir: '/nonexistent', log })
    await opened.close()

    const { rows } = await own.pool.query('select 1 as there')
    expect(rows).toEqual([{ there: 1 }])
    await own.drop()
  })
})

describe('listen', () => {
  it('hears again after the server was gone, and says so', async () => {
    const heard: string[] = []
    const listener = listen(
      database.url,
      'events',
      payload => heard.push(payload),
      () => heard.push('reconnected'),
    )
    await listener.ready
    await database.pool.query("select pg_notify('events', 'before')")
    await expect.poll(() => heard).toEqual(['before'])

    crash()
    await expect.poll(() => heard).toEqual(['before', 'reconnected'])
    await backAgain()
    await database.pool.query("select pg_notify('events', 'after')")

    await expect.poll(() => heard).toEqual(['before', 'reconnected', 'after'])
    await listener.close()
  })
})
