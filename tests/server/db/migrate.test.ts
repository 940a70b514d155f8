import { PGlite } from '@electric-sql/pglite'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate, type MigrationExecutor } from '../../../server/db/migrate.ts'
import { migrateDatabase, readMigrations } from '../../../server/node/database/migrations.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const ONE = { name: '0001_shelves', sql: 'create table shelves (id int primary key);' }
const TWO = { name: '0002_books', sql: 'create table books (id int primary key); insert into books values (1), (2);' }

let database: TestDatabase
let client: Client
let executor: MigrationExecutor

beforeAll(async () => {
  database = await createTestDatabase()
  client = new Client({ connectionString: database.url })
  await client.connect()
  executor = { query: client.query.bind(client), exec: sql => client.query(sql) }
})

beforeEach(async () => {
  await client.query('drop schema public cascade; create schema public')
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

describe('migrate', () => {
  it('applies the files in the order of their names and says which', async () => {
    expect(await migrate(executor, [TWO, ONE])).toEqual(['0001_shelves', '0002_books'])

    const { rows } = await client.query('select count(*) as books from books')
    expect(rows).toEqual([{ books: 2 }])
  })

  it('applies a file once', async () => {
    await migrate(executor, [ONE])

    expect(await migrate(executor, [ONE, TWO])).toEqual(['0002_books'])
    expect(await migrate(executor, [ONE, TWO])).toEqual([])
  })

  it('takes a checkout with other line ends for the same file', async () => {
    await migrate(executor, [{ ...ONE, sql: 'create table shelves (\n id int\n);' }])

    expect(await migrate(executor, [{ ...ONE, sql: 'create table shelves (\r\n id int\r\n);' }])).toEqual([])
  })

  it.each([
    ['was changed', [{ ...ONE, sql: `${ONE.sql} -- later thought` }, TWO], /0001_shelves was changed/],
    ['is missing', [TWO], /0001_shelves is in the database but not among the files/],
    ['comes after one that sorts behind it', [{ ...ONE, name: '0000_early' }, ONE, TWO], /0000_early sorts before/],
    ['has the number of another', [ONE, TWO, { ...TWO, name: '0002_more' }], /number 0002 is used twice/],
    ['has a name without a number', [ONE, TWO, { ...TWO, name: 'books' }], /must look like/],
  ])('refuses when a file %s', async (_what, files, message) => {
    await migrate(executor, [ONE, TWO])

    await expect(migrate(executor, files)).rejects.toThrow(message)
  })

  it('leaves nothing of a file that fails half-way, and keeps those before it', async () => {
    const broken = { name: '0002_broken', sql: 'create table half (id int); select * from nowhere;' }

    await expect(migrate(executor, [ONE, broken])).rejects.toThrow(/0002_broken failed: .*nowhere/)

    const { rows } = await client.query("select to_regclass('half') as half, to_regclass('shelves') as shelves")
    expect(rows).toEqual([{ half: null, shelves: 'shelves' }])
    expect(await migrate(executor, [ONE, TWO])).toEqual(['0002_books'])
  })

  it('lets several processes start at once', async () => {
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(database.url, [ONE, TWO])))

    expect(applied.flat().toSorted()).toEqual(['0001_shelves', '0002_books'])
  })

  it('runs the project’s own files on PostgreSQL and on PGlite', async () => {
    const files = await readMigrations()
    const names = files.map(file => file.name).toSorted()
    const lite = new PGlite()

    expect(await migrate(executor, files)).toEqual(names)
    expect(await migrate(lite, files)).toEqual(names)
    await lite.close()
  })
})
