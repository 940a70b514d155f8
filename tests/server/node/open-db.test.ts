import { eq, sql } from 'drizzle-orm'
import { afterAll, expect, it } from 'vitest'
import { rowsOf, type Db } from '../../../server/db/db.ts'
import { statement } from '../../../server/db/prepared.ts'
import { units } from '../../../server/db/schema/index.ts'
import { createPool } from '../../../server/node/database/create-pool.ts'
import { openDb } from '../../../server/node/database/open-db.ts'
import { createTestDatabase } from '../../support/database.ts'

const database = await createTestDatabase()
// One connection, so that every transaction is on the same.
const pool = createPool(database.url, () => undefined, { size: 1 })
const db = openDb(pool)

afterAll(async () => {
  await pool.end()
  await database.drop()
})

const addUnit = (tx: Db, name: string) => tx.insert(units).values({ level: 'city', name, path: [] })
const countUnits = (name: string) => db.$count(units, eq(units.name, name))

it('keeps what a transaction did, and nothing of one that failed', async () => {
  await db.transaction(tx => addUnit(tx, 'kept'))
  const failed = db.transaction(async tx => {
    await addUnit(tx, 'undone')
    throw new Error('changed my mind')
  })

  await expect(failed).rejects.toThrow('changed my mind')
  expect([await countUnits('kept'), await countUnits('undone')]).toEqual([1, 0])
})

it('undoes a savepoint alone', async () => {
  await db.transaction(async tx => {
    await addUnit(tx, 'around')
    await tx
      .transaction(async savepoint => {
        await addUnit(savepoint, 'within')
        throw new Error('not this one')
      })
      .catch(() => undefined)
  })

  expect([await countUnits('around'), await countUnits('within')]).toEqual([1, 0])
})

it('answers with the first failure of what was sent together, and serves the next transaction', async () => {
  const failed = db.transaction(tx =>
    Promise.all([addUnit(tx, 'before'), tx.execute(sql`select 1 / 0`), addUnit(tx, 'behind')]),
  )

  await expect(failed).rejects.toMatchObject({ cause: { code: '22012' } })
  expect(await db.transaction(tx => rowsOf(tx, sql`select 1 as one`))).toEqual([{ one: 1 }])
  expect([await countUnits('before'), await countUnits('behind')]).toEqual([0, 0])
})

it('builds a prepared statement once for all transactions of a connection', async () => {
  let built = 0
  const unitByName = statement('find_unit', (own, statementName) => {
    built += 1
    return own
      .select({ name: units.name })
      .from(units)
      .where(eq(units.name, sql.placeholder('name')))
      .prepare(statementName)
  })
  const find = (tx: Db, name: string) => unitByName(tx).execute({ name })
  await db.transaction(tx => addUnit(tx, 'found'))

  expect(await db.transaction(tx => find(tx, 'found'))).toEqual([{ name: 'found' }])
  expect(await db.transaction(tx => tx.transaction(savepoint => find(savepoint, 'nowhere')))).toEqual([])
  expect(built).toBe(1)
})

it('refuses two statements of one name', () => {
  const define = () => statement('twice', (_db, name) => name)
  define()

  expect(define).toThrow('two statements are named twice')
})
