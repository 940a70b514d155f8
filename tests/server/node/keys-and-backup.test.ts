import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pool } from 'pg'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { rowsOf, type Db } from '../../../server/db/db.ts'
import { listTables } from '../../../server/db/tables.ts'
import { restoreBackup } from '../../../server/node/backup/restore-backup.ts'
import { writeBackup } from '../../../server/node/backup/write-backup.ts'
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
  const entries = listTables().map(async ({ name, columns }): Promise<[string, string[]]> => {
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
    await restoreBackup(other.pool, RING, file)

    expect(await contentOf(db)).toEqual(await contentOf(app.deps.db))
    expect(await verifyAudit(db, app.deps.sealer)).toMatchObject({ ok: true, entries: 1 })
    const next = await rowsOf<{ serial: number; highest: number }>(
      db,
      sql`select nextval(pg_get_serial_sequence('tasks', 'serial')) as serial, (select max(serial) from tasks) as highest`,
    )
    expect(next).toEqual([{ serial: (next[0]?.highest ?? 0) + 1, highest: next[0]?.highest }])
    const early = await rowsOf(db, sql`select 1 from events where xid > pg_current_xact_id()`)
    expect(early).toEqual([])

    await expect(restoreBackup(other.pool, RING, file)).rejects.toThrow('not empty')
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

    await expect(restoreBackup(other.pool, RING, broken)).rejects.toThrow()
    expect((await other.pool.query('select 1 from tasks')).rowCount).toBe(0)
    await other.drop()
  })

  it('does not open with another key', async () => {
    const other = await createTestDatabase()
    const k1 = Buffer.alloc(32, 8)
    await expect(restoreBackup(other.pool, { ...RING, keys: { k1 } }, file)).rejects.toThrow()
    await expect(restoreBackup(other.pool, { ...RING, keys: { k2: k1 } }, file)).rejects.toThrow('no key k1')
    await other.drop()
  })
})

describe('a rotation', () => {
  it('adds a key, keeps the old one until all is done, and goes on where it stopped', async () => {
    const first = await loadKeyRing(folder, undefined)
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
