import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pool } from 'pg'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { rowsOf, type Db } from '../../../server/db/db.ts'
import type { Migration } from '../../../server/db/migrate.ts'
import { listTables } from '../../../server/db/tables.ts'
import { restoreBackup } from '../../../server/node/backup/restore-backup.ts'
import { verifyBackup } from '../../../server/node/backup/verify-backup.ts'
import { writeBackup } from '../../../server/node/backup/write-backup.ts'
import { migrateDatabase, readMigrations } from '../../../server/node/database/migrations.ts'
import { addKey, dropOldKeys, loadKeyRing, type KeyRing } from '../../../server/node/keys/key-ring.ts'
import { resealUnderCurrentKey } from '../../../server/node/keys/rotate-keys.ts'
import { createSealer } from '../../../server/node/keys/sealer.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { createTestDatabase } from '../../support/database.ts'
import { dial, record, submit } from '../../support/steps.ts'
import { openDb } from '../../../server/node/database/open-db.ts'
import { openAll } from '../../support/open-all.ts'

const RING: KeyRing = { current: 'k1', keys: { k1: Buffer.alloc(32, 7) }, hashKey: Buffer.alloc(32, 9) }
const folder = mkdtempSync(join(tmpdir(), 'hecha-keys-'))
const PHONE = '13699990001'

let app: TestApp
let pool: Pool

beforeAll(async () => {
  app = await startApp()
  pool = (app.deps.db as unknown as { $client: Pool }).$client
  const { community } = await app.givenCity()
  await app.givenGroup(community)
  await app.givenUnit('community', '一行\u2028又\r一行', null)
  const member = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
  const tasks = await app.givenTasks([
    { unitId: community, phone: PHONE },
    ...Array.from({ length: 30 }, () => ({ unitId: community })),
  ])
  const [task] = tasks
  if (!task) throw new Error('tasks were given')
  await dial(member, task)
  await record(member, await submit(member, { id: task.id, version: 2 }, { address: '青溪苑8栋901' }))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every row of every table, as text, in an order that does not depend on how it was written. */
async function contentOf(db: Db): Promise<Record<string, string[]>> {
  const tables = listTables().filter(({ name }) => name !== 'processes')
  const entries = tables.map(async ({ name, columns }): Promise<[string, string[]]> => {
    const list = sql.raw(columns.map(column => `"${column}"`).join(', '))
    const rows = await rowsOf<{ row: string }>(
      db,
      sql`select x::text as row from (select ${list} from ${sql.identifier(name)}) x`,
    )
    return [name, rows.map(({ row }) => row).sort()]
  })
  return Object.fromEntries(await Promise.all(entries))
}

describe('a backup', () => {
  const file = join(folder, 'city.backup')

  it('holds nothing in clear and is readable by its owner only', async () => {
    expect(await writeBackup(pool, RING, file)).toBeGreaterThan(60)

    const bytes = readFileSync(file)
    expect(statSync(file).mode & 0o077).toBe(0)
    for (const word of [PHONE, 'phone_sealed', '汀南社区', '陈晓']) expect(bytes.includes(word)).toBe(false)
    await expect(writeBackup(pool, RING, file)).rejects.toThrow('EEXIST')
  })

  it('comes back row for row into an empty database, and work goes on', async () => {
    const other = await createTestDatabase()
    const db = openDb(other.pool)
    await restoreBackup(other.url, RING, file)

    expect(await contentOf(db)).toEqual(await contentOf(app.deps.db))
    expect(await verifyAudit(db, app.deps.sealer)).toMatchObject({ ok: true, entries: 1 })
    const next = await rowsOf<{ serial: number; highest: number }>(
      db,
      sql`select nextval(pg_get_serial_sequence('tasks', 'serial')) as serial, (select max(serial) from tasks) as highest`,
    )
    expect(next).toEqual([{ serial: (next[0]?.highest ?? 0) + 1, highest: next[0]?.highest }])
    const early = await rowsOf(db, sql`select 1 from events where xid > pg_current_xact_id()`)
    expect(early).toEqual([])

    await expect(restoreBackup(other.url, RING, file)).rejects.toThrow('not empty')
    await other.drop()
  })

  it.each([
    [
      'one byte changed',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, i) => (i === bytes.length - 400 ? byte ^ 1 : byte))),
    ],
    [
      'the header changed',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('"version":1', '"version":1 '), 'latin1'),
    ],
    ['the end cut off', (bytes: Buffer) => bytes.subarray(0, -20)],
    ['nothing in it', () => Buffer.alloc(0)],
  ])('with %s is refused and leaves the database empty', async (_what, change) => {
    const broken = join(folder, 'broken.backup')
    writeFileSync(broken, change(readFileSync(file)))
    const other = await createTestDatabase()

    await expect(restoreBackup(other.url, RING, broken)).rejects.toThrow()
    expect((await other.pool.query('select 1 from tasks')).rowCount).toBe(0)
    await other.drop()
  })

  it('does not open with another key', async () => {
    const other = await createTestDatabase()
    const k1 = Buffer.alloc(32, 8)
    await expect(restoreBackup(other.url, { ...RING, keys: { k1 } }, file)).rejects.toThrow()
    await expect(restoreBackup(other.url, { ...RING, keys: { k2: k1 } }, file)).rejects.toThrow('no key k1')
    await other.drop()
  })
})

describe('a backup of another version', () => {
  /** A database as the program left it that had these migrations. */
  async function givenOlder(migrations: readonly Migration[]) {
    const other = await createTestDatabase()
    await other.pool.query('drop schema public cascade; create schema public')
    await migrateDatabase(other.url, migrations)
    await other.pool.query("insert into units (level, name, path) values ('city', '明州市', '{}')")
    return other
  }

  it('of an older one is taken as it is, and brought to this one when it is restored', async () => {
    const migrations = await readMigrations()
    const older = await givenOlder(migrations.slice(0, 5))
    const file = join(folder, 'older.backup')
    await writeBackup(older.pool, RING, file)
    expect((await older.pool.query('select 1 from schema_migrations')).rowCount).toBe(5)

    const other = await createTestDatabase()
    await restoreBackup(other.url, RING, file)

    const { rows } = await other.pool.query(
      'select name, (select count(*) from schema_migrations) as migrations from units',
    )
    expect(rows).toEqual([{ name: '明州市', migrations: migrations.length }])
    await Promise.all([older.drop(), other.drop()])
  })

  it('of a newer one is refused', async () => {
    const newer = { name: '9999_later', sql: 'create table later (id int)' }
    const later = await givenOlder([...(await readMigrations()), newer])
    const file = join(folder, 'newer.backup')
    await writeBackup(later.pool, RING, file)

    const other = await createTestDatabase()
    await expect(restoreBackup(other.url, RING, file)).rejects.toThrow('version 9999_later, which is newer')
    await Promise.all([later.drop(), other.drop()])
  })
})

describe('a backup that is checked', () => {
  const file = join(folder, 'checked.backup')

  it('counts its rows, over what a run that was killed left behind', async () => {
    writeFileSync(`${file}.part`, 'half')
    const rows = await writeBackup(pool, RING, file)

    expect(await verifyBackup(RING, file)).toBe(rows)
    expect(existsSync(`${file}.part`)).toBe(false)
  })

  it('is refused where it is cut off', async () => {
    const cut = join(folder, 'cut.backup')
    writeFileSync(cut, readFileSync(file).subarray(0, -20))

    await expect(verifyBackup(RING, cut)).rejects.toThrow()
  })

  it('is not written where values in it could not be opened', async () => {
    const own = join(folder, 'foreign.backup')
    const ring = { ...RING, current: 'k2', keys: { k2: Buffer.alloc(32, 3) } }

    await expect(writeBackup(pool, ring, own)).rejects.toThrow('values under the key k1')
    expect([existsSync(own), existsSync(`${own}.part`)]).toEqual([false, false])
  })
})

describe('a rotation', () => {
  it('adds a key, keeps the old one until all is done, and goes on where it stopped', async () => {
    const first = await loadKeyRing(folder, undefined, 'may be made')
    const second = await addKey(folder)
    expect(Object.keys(second.keys)).toEqual(['k1', 'k2'])
    expect(second).toMatchObject({ current: 'k2', hashKey: first.hashKey })
    expect(await addKey(folder)).toEqual(second)
    expect(await loadKeyRing(folder, undefined)).toEqual(second)

    const last = await dropOldKeys(folder)
    expect(Object.keys(last.keys)).toEqual(['k2'])
    expect(statSync(join(folder, 'hecha.key')).mode & 0o077).toBe(0)
  })

  it('seals every sealed value with the new key and leaves what it says as it was', async () => {
    const ring = { ...RING, current: 'k2', keys: { ...RING.keys, k2: Buffer.alloc(32, 3) } }
    const count = await resealUnderCurrentKey(pool, ring)

    expect(count).toBeGreaterThan(100)
    expect(await resealUnderCurrentKey(pool, ring)).toBe(0)
    const opened = await openAll(app.deps.db, createSealer({ ...ring, keys: { k2: ring.keys.k2 } }))
    expect(opened.length).toBe(count)
    expect(opened.map(({ text }) => text)).toContain(PHONE)
  })
})
