// Many rows with one parameter a column arrive as they are, on PostgreSQL and in the page's own.
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { boolean, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../server/db/db.ts'
import { insertMany } from '../../../server/db/insert-many.ts'
import { instant } from '../../../server/db/schema/columns.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const shelves = pgTable('shelves', {
  id: integer().notNull(),
  labelText: text(),
  tags: text().array(),
  about: jsonb(),
  filledAt: instant(),
  open: boolean(),
})
const AT = new Date('2022-05-21T06:10:00.000Z')

let database: TestDatabase
let pool: Pool
const pglite = new PGlite()

beforeAll(async () => {
  database = await createTestDatabase()
  pool = new Pool({ connectionString: database.url })
})

afterAll(async () => {
  await pool.end()
  await pglite.close()
  await database.drop()
})

describe.each<[string, () => Db]>([
  ['PostgreSQL', () => drizzle(pool, { casing: 'snake_case' }) as unknown as Db],
  ['PGlite', () => drizzlePglite(pglite, { casing: 'snake_case' }) as unknown as Db],
])('on %s', (_, open) => {
  let db: Db

  beforeEach(async () => {
    db = open()
    await db.execute(sql`drop table if exists shelves`)
    await db.execute(
      sql`create table shelves (id int, label_text text, tags text[], about jsonb, filled_at timestamptz, open boolean)`,
    )
  })

  const stored = () => db.select().from(shelves).orderBy(shelves.id)

  it('keeps quotes, braces, commas, line breaks, NULL as a word and nothing at all', async () => {
    const labels = ['"x"', '\\', '{a,b}', 'NULL', '', ' 张三\n李四 ', "it's", null]
    const rows = labels.map((labelText, id) => ({
      id,
      labelText,
      tags: labelText === null ? null : [labelText, 'b'],
      about: labelText === null ? null : { labelText, list: [labelText] },
      filledAt: id % 2 ? AT : null,
      open: id % 2 === 0,
    }))

    await insertMany(db, shelves, rows)

    expect(await stored()).toEqual(rows)
  })

  it('writes what is the same in every row to every row', async () => {
    const row = { id: 7, labelText: '"同"', tags: ['a"', '\\'], about: ['x'], filledAt: AT, open: false }

    await insertMany(db, shelves, [row, row, row])

    expect(await stored()).toEqual([row, row, row])
  })

  it('leaves columns that no row names to their default', async () => {
    await insertMany(db, shelves, [{ id: 1 }, { id: 2 }])

    expect(await stored()).toMatchObject([
      { id: 1, labelText: null },
      { id: 2, open: null },
    ])
  })

  it('writes nothing for no rows', async () => {
    await insertMany(db, shelves, [])

    expect(await stored()).toEqual([])
  })
})
