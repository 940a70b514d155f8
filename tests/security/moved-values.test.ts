// Whoever can write the database but has no key copied a sealed number into a place that is shown, and any account read it there.
import { createCipheriv, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { only, rowsOf } from '../../server/db/db.ts'
import { listTables } from '../../server/db/tables.ts'
import { bindValues } from '../../server/node/keys/bind-values.ts'
import { openDb } from '../../server/node/database/open-db.ts'
import { PLACES_IN_SQL } from '../../server/privacy/places.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { openAll, type OpenedValue } from '../support/open-all.ts'
import { reached } from '../support/report-fields.ts'
import { record, submit } from '../support/steps.ts'

const RING = { current: 'k1', keys: { k1: Buffer.alloc(32, 7) }, hashKey: Buffer.alloc(32, 9) }
const PHONE = '13977770001'

let app: TestApp
let member: Client
let unitId: string
let neighbour: string

beforeAll(async () => {
  app = await startApp()
  ;({ community: unitId, neighbour } = await app.givenCity())
  await app.givenGroup(unitId)
  member = await app.as(await app.givenStaff('陈晓', ['caller', unitId], ['recorder', unitId], ['lead', unitId]))
  await app.givenTask({ unitId: neighbour, phone: PHONE })
  await record(member, await submit(member, await app.givenTask({ unitId })))
  const drafted = await app.givenTask({ unitId })
  await member.send('PUT', `/api/tasks/${drafted.id}/draft`, { fields: reached({ origin: '岚州' }) })
  const wrong = { kind: 'wrong_number', source: '澜汀街道办', note: '搬走了' }
  await member.send('POST', `/api/tasks/${drafted.id}/data-issues`, wrong)
})

it('opens every value at its own place, as the database names it', async () => {
  const values = await openAll(app.deps.db, app.deps.sealer)
  const columns = new Set(values.map(({ table, column }) => `${table}.${column}`))

  expect(columns).toContain('tasks.phone_sealed')
  expect(columns).toContain('drafts.fields_sealed')
  expect(columns).toContain('data_issues.note_sealed')
  expect(columns).toContain('records.fields_sealed')
  expect(columns).toContain('requests.body_sealed')
  expect(values.map(({ text }) => text)).toContain(PHONE)
})

it('knows a place for every table with sealed values', () => {
  const sealed = listTables().filter(({ sealedColumns }) => sealedColumns.length > 0)

  expect(Object.keys(PLACES_IN_SQL).sort()).toEqual(sealed.map(({ name }) => name).sort())
})

/** The number of a resident of the neighbours, as it stands sealed in the table. */
async function foreignNumber(): Promise<string> {
  const values = await openAll(app.deps.db, app.deps.sealer)
  return only(values.filter(({ text, column }) => text === PHONE && column === 'phone_sealed')).sealed
}

describe('a value moved by hand', () => {
  it('onto a card is not read there', async () => {
    const number = await foreignNumber()
    const { id, card } = only(
      await rowsOf<{ id: string; card: string }>(
        app.deps.db,
        sql`select id, card_sealed as card from tasks where unit_id = ${unitId} limit 1`,
      ),
    )
    await app.deps.db.execute(sql`update tasks set card_sealed = ${number} where id = ${id}`)
    const answer = await member.get(`/api/tasks/${id}`)
    await app.deps.db.execute(sql`update tasks set card_sealed = ${card} where id = ${id}`)

    expect(await answer.text()).not.toContain(PHONE)
  })

  it('into the line of a report is not read there', async () => {
    const number = await foreignNumber()
    const before = await rowsOf<{ id: string; line: string }>(
      app.deps.db,
      sql`select id, line_sealed as line from reports`,
    )
    await app.deps.db.execute(sql`update reports set line_sealed = ${number}`)
    const { taskId } = only(await rowsOf<{ taskId: string }>(app.deps.db, sql`select task_id as "taskId" from reports`))
    const answer = await member.get(`/api/tasks/${taskId}`)
    for (const { id, line } of before)
      await app.deps.db.execute(sql`update reports set line_sealed = ${line} where id = ${id}`)

    expect(await answer.text()).not.toContain(PHONE)
  })

  it('opens at none of all the other places', async () => {
    const number = await foreignNumber()
    const { sealer } = app.deps
    const values = await openAll(app.deps.db, sealer)
    const places = await everyPlace(values)

    const open = places.filter(({ place }) => {
      try {
        return sealer.open(number as Parameters<typeof sealer.open>[0], place) !== ''
      } catch {
        return false
      }
    })
    expect(places.length).toBeGreaterThan(20)
    expect(open.map(({ place }) => place.name.split('/')[0])).toEqual(['tasks.phone_sealed'])
  })
})

async function everyPlace(values: readonly OpenedValue[]) {
  const columns = new Map(values.map(value => [`${value.table}.${value.column}`, value]))
  const places = await Promise.all(
    [...columns].map(async ([name, { table }]) => {
      const at = PLACES_IN_SQL[table]
      if (at === undefined) throw new Error(table)
      const rows = await rowsOf<{ row: string; community: string }>(
        app.deps.db,
        sql`select ${sql.raw(at.row)} as row, ${sql.raw(at.community)} as community from ${sql.identifier(table)} t`,
      )
      return rows.map(({ row, community }) => ({ place: { name: `${name}/${row}/${community}`, community } }))
    }),
  )
  return places.flat()
}

describe('values of before they were bound', () => {
  /** As they were sealed then: under the key itself, bound to nothing. */
  function unbound(text: string): string {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', RING.keys.k1, iv)
    const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `k1.${body.toString('base64url')}`
  }

  async function asBefore(database: TestDatabase, count: number) {
    const batch = only(
      (
        await database.pool.query<{ id: string }>(
          `insert into batches (name, source, file_name, content_hash, received_at, rule_name, rule, layout, rows, new_rows,
           linked_rows, merged_rows, rejected_rows) values ('x', 'x', 'x', 'x', now(), 'x', '{}', '[]', 0, 0, 0, 0, 0) returning id`,
        )
      ).rows,
    )
    for (let row = 0; row < count; row += 1)
      await database.pool.query(
        `insert into batch_rows (batch_id, sheet, row, account, cells_sealed) values ($1, 0, $2, 'new', $3)`,
        [batch.id, row, unbound(`["row ${row}"]`)],
      )
  }

  it('are bound once, also when the process stopped in the middle', async () => {
    const database = await createTestDatabase()
    await asBefore(database, 40)
    // The process that dies: it has sealed some of them when the database goes away.
    await database.pool.query(`create function stop_here() returns trigger language plpgsql as
      $$ begin if new.row = 39 then raise exception 'stopped'; end if; return new; end $$`)
    await database.pool.query(
      `create trigger stop_here before update on batch_rows for each row execute function stop_here()`,
    )
    await expect(bindValues(database.pool, RING)).rejects.toThrow('stopped')
    await database.pool.query('drop trigger stop_here on batch_rows')

    const bound = await bindValues(database.pool, RING)
    const opened = await openAll(openDb(database.pool), app.deps.sealer)

    expect(bound).toBe(40)
    expect(opened.map(({ text }) => text).sort()).toEqual(Array.from({ length: 40 }, (_, i) => `["row ${i}"]`).sort())
    expect(await bindValues(database.pool, RING)).toBe(0)
    await database.drop()
  })

  it('open nowhere afterwards', async () => {
    const { sealer } = app.deps
    const old = unbound(PHONE) as Parameters<typeof sealer.open>[0]

    expect(() => sealer.open(old, { name: 'tasks.phone_sealed/x/y', community: 'y' })).toThrow('no key')
  })
})
