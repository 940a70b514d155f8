import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { units } from '../../../server/db/schema/index.ts'
import { openDb } from '../../../server/node/database/open-db.ts'
import { addKey, dropOldKeys } from '../../../server/node/keys/key-ring.ts'
import { openKeys } from '../../../server/node/keys/open-keys.ts'
import { createSealer } from '../../../server/node/keys/sealer.ts'
import { ofCredential } from '../../../server/privacy/places.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const KEY = Buffer.alloc(32, 1).toString('base64')
const OTHER = Buffer.alloc(32, 2).toString('base64')

let database: TestDatabase
let folder: string
let file: string

beforeEach(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'hecha-open-keys-'))
  file = join(folder, 'hecha.key')
})

afterEach(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

const open = (key?: string) => openKeys(database.pool, { HECHA_DATA: folder, HECHA_KEY: key })
const checks = async () => (await database.pool.query<{ id: string }>('select key_id as id from key_checks')).rows
const givenData = () => openDb(database.pool).insert(units).values({ level: 'city', name: '明州市', path: [] })

/** A database from before there were checks, with one sealed value in it. */
async function givenOldData() {
  const sealer = createSealer(await open())
  await database.pool.query('delete from key_checks')
  await database.pool.query(`insert into wecom_credentials (kind, value_sealed) values ('token', $1)`, [
    sealer.seal('{}', ofCredential('token')),
  ])
}

it('makes a key once, for a database with nothing in it', async () => {
  const first = await open()

  expect(await open()).toEqual(first)
  expect(await checks()).toEqual([{ id: 'k1' }])
})

it('makes no key where there is data, and says where the missing one belongs', async () => {
  await open()
  await givenData()
  rmSync(file)

  await expect(open()).rejects.toThrow(`${file} is missing`)
  expect(existsSync(file)).toBe(false)
})

it.each([
  ['another key of the same name', (ring: Ring) => ({ ...ring, keys: { k1: OTHER } })],
  ['a key of another name', (ring: Ring) => ({ ...ring, current: 'k2', keys: { k2: OTHER } })],
  ['another look-up key', (ring: Ring) => ({ ...ring, hashKey: OTHER })],
])('does not open with %s', async (_what, change) => {
  await open()
  const ring = JSON.parse(readFileSync(file, 'utf8')) as Ring
  writeFileSync(file, JSON.stringify(change(ring)), { mode: 0o600 })

  await expect(open()).rejects.toThrow('is not the key this database was written with (key k1)')
  expect(await checks()).toEqual([{ id: 'k1' }])

  writeFileSync(file, JSON.stringify(ring), { mode: 0o600 })
  expect(await open()).toMatchObject({ current: 'k1' })
})

interface Ring {
  current: string
  keys: Record<string, string>
  hashKey: string
}

it('knows a key of the environment by what it is', async () => {
  const { current } = await open(KEY)

  expect(current).toMatch(/^e[0-9a-f]{12}$/)
  expect(await open(KEY)).toMatchObject({ current })
  await expect(open(OTHER)).rejects.toThrow('HECHA_KEY is not the key this database was written with')
  await expect(open()).rejects.toThrow('is missing')
})

it('opens what the environment’s key sealed before it had a name of its own', async () => {
  const key = Buffer.from(KEY, 'base64')
  const place = ofCredential('token')
  const before = createSealer({ current: 'env', keys: { env: key }, hashKey: key }).seal('以前', place)

  expect(createSealer(await open(KEY)).open(before, place)).toBe('以前')
})

it('asks the data itself where it is older than the checks', async () => {
  await givenOldData()
  const ring = readFileSync(file, 'utf8')

  writeFileSync(file, JSON.stringify({ ...(JSON.parse(ring) as Ring), keys: { k1: OTHER } }), { mode: 0o600 })
  await expect(open()).rejects.toThrow('is not the key')

  writeFileSync(file, ring, { mode: 0o600 })
  await open()
  expect(await checks()).toEqual([{ id: 'k1' }])
})

it('goes on with the new key in the middle of a rotation and after it', async () => {
  await open()
  await addKey(folder)
  expect(await open()).toMatchObject({ current: 'k2' })

  await dropOldKeys(folder)
  expect(Object.keys((await open()).keys)).toEqual(['k2'])
  expect(await checks()).toEqual([{ id: 'k1' }, { id: 'k2' }])
})
