// After the purge marks of a resident were left: in the list's name and file name, in ids of the lab, in feed rows of people on no list.
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { TaskPage } from '../../contract/tasks.ts'
import { DAY_MS, HOUR_MS } from '../../domain/time/lengths.ts'
import { inTransaction } from '../../server/act.ts'
import { only, rowsOf } from '../../server/db/db.ts'
import { sourceFacts, testResults } from '../../server/db/schema/index.ts'
import { takeSourceFacts } from '../../server/feeds/take-source-facts.ts'
import { sweepOld } from '../../server/jobs/sweep-old.ts'
import { hashFeedIds } from '../../server/node/keys/hash-feed-ids.ts'
import { maskOldNames } from '../../server/node/keys/mask-old-names.ts'
import { numberLookup, tailLookup } from '../../server/privacy/lookups.ts'
import { strangersForgotten } from '../../server/purge/forget-strangers.ts'
import { purgeBatches } from '../../server/purge/purge-batches.ts'
import { takeTestResults } from '../../server/test-results/take-test-results.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { createTestDatabase } from '../support/database.ts'
import { csvList, importAs } from '../support/lists.ts'
import { openAll } from '../support/open-all.ts'
import { answerOf, dial, record, submit } from '../support/steps.ts'

const RING = { current: 'k1', keys: { k1: Buffer.alloc(32, 7) }, hashKey: Buffer.alloc(32, 9) }

/** One mark for each place something of a resident is written to. */
const MARKS = {
  name: '淳于鹂黄',
  phone: '13977770707',
  document: '449903197707077077',
  address: '鹂鸣苑7栋7707',
  remark: '独居养猫',
  listName: '鹂鸣专项',
  fileName: '鹂鸣名单',
  header: '鹂鸣网格备注',
  labRow: 'LAB-449903197707077077',
  labSite: '鹂鸣苑采样点',
  report: '鹂鸣苑7栋7708',
  place: '鹂湖镇',
  note: '听力不好',
  strangerAddress: '雀鸣里3栋301',
}

let app: TestApp
let unitId: string
const forgetStrangers = strangersForgotten()

/** The whole database as text, and what its sealed values say. The audit keeps the keyed hash of the number, as documented. */
async function everything(): Promise<string> {
  const { db, sealer } = app.deps
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'audit%'`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) => rowsOf<{ row: string }>(db, sql`select t::text as row from ${sql.identifier(name)} t`)),
  )
  const opened = (await openAll(db, sealer)).map(({ text }) => text)
  return [...rows.flat().map(({ row }) => row), ...opened].join('\n')
}

const hashes = () => {
  const { sealer } = app.deps
  return [
    sealer.hash('phone', MARKS.phone),
    tailLookup(sealer, unitId, MARKS.phone),
    numberLookup(sealer, unitId, MARKS.phone),
    sealer.hash('id_number', MARKS.document),
    sealer.hash('phone', '13966660606'),
  ]
}

beforeAll(async () => {
  app = await startApp()
  const { db } = app.deps
  const { community, street } = await app.givenCity()
  unitId = community
  await app.givenGroup(community)
  await app.givenGroup(street, 'hook-bulletin-0001', 'bulletin')
  const leadId = await app.givenStaff('赵敏', ['lead', street])
  const lead = await app.as(leadId)
  const worker = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
  const { name, phone, document, address, remark } = MARKS
  const file = csvList(
    `姓名,手机号,身份证号,现住址,备注,${MARKS.header},社区\n${name},${phone},${document},${address},${remark},x,汀南社区\n`,
    `${MARKS.fileName}.csv`,
  )
  const { id: batchId } = await importAs(app, leadId, file, { name: MARKS.listName })
  const sample = {
    id: MARKS.labRow,
    phone,
    idNumber: document,
    sampledAt: app.clock.now.toISOString(),
    resultAt: null,
    result: 'negative' as const,
    site: MARKS.labSite,
    tube: false,
  }
  const { items } = await answerOf(TaskPage, await worker.get('/api/tasks'))
  const task = only(items)
  await dial(worker, task)
  const dialled = await app.taskNow(task.id)
  await worker.send('POST', `/api/tasks/${task.id}/data-issues`, {
    kind: 'other',
    source: '澜汀街道办',
    note: MARKS.note,
  })
  await record(worker, await submit(worker, dialled, { address: MARKS.report, origin: MARKS.place }))
  await lead.send('POST', `/api/batches/${batchId}/status-posts`)
  await inTransaction(app.deps, work => takeTestResults(work, { rows: 1, results: [sample], bad: [] }, '市疾控'))
  const stranger = { id: 'G1', phone: '13966660606', idNumber: null, value: MARKS.strangerAddress, at: null }
  await inTransaction(app.deps, work =>
    takeSourceFacts(work, 'registration', { rows: 1, facts: [stranger], bad: [] }, '网格'),
  )
  await lead.send('POST', `/api/batches/${batchId}/close`)
  await db.execute(sql`update outgoing_messages set state = 'sent', sent_at = ${app.clock.now}`)
})

it('has every mark before, but those of the lab, which are never kept', async () => {
  const text = await everything()
  const { labRow, ...kept } = MARKS

  expect(Object.values(kept).filter(mark => !text.includes(mark))).toEqual([])
  expect(text).not.toContain(labRow)
  for (const hash of hashes()) expect(text).toContain(hash)
})

it('has none of the fourteen marks afterwards', async () => {
  app.clock.advance(28 * DAY_MS + HOUR_MS)
  expect(await purgeBatches(app.deps, { days: 28, dryRun: false })).toHaveLength(1)
  expect(await forgetStrangers(app.deps)).toBe(1)
  await sweepOld(app.deps)

  const text = await everything()
  expect(Object.values(MARKS).filter(mark => text.includes(mark))).toEqual([])
  expect(hashes().filter(hash => text.includes(hash))).toEqual([])
  expect(await app.deps.db.$count(testResults)).toBe(0)
  expect(await app.deps.db.$count(sourceFacts)).toBe(0)
})

it('keeps the rows of people who are on a list', async () => {
  const { community } = await app.givenCity()
  await app.givenTask({ unitId: community, phone: '13955550505' })
  const fact = { id: 'G2', phone: '13955550505', idNumber: null, value: '2 针', at: null }
  const other = { id: 'G3', phone: '13944440404', idNumber: null, value: '3 针', at: null }
  await inTransaction(app.deps, work =>
    takeSourceFacts(work, 'vaccination', { rows: 2, facts: [fact, other], bad: [] }, '网格'),
  )
  app.clock.advance(29 * DAY_MS)

  expect(await forgetStrangers(app.deps)).toBe(1)
  expect(await forgetStrangers(app.deps)).toBe(0)
  expect((await openAll(app.deps.db, app.deps.sealer)).map(({ text }) => text)).toContain('2 针')
})

describe('what an earlier version kept in clear', () => {
  it('is hashed and masked once, also where it is named elsewhere', async () => {
    const database = await createTestDatabase()
    const { pool } = database
    await pool.query(`insert into test_results (id, sampled_at, result, site, source, received_at)
      values ('LAB-449903197707077077', now(), 'negative', '王大锤13977770707处', 'lab', now())`)
    await pool.query(`insert into units (level, name, path) values ('city', '云岭花园7栋1903', '{}')`)

    await hashFeedIds(pool, RING)
    await maskOldNames(pool)

    const { rows } = await pool.query('select id, site from test_results')
    expect(rows).toEqual([{ id: app.deps.sealer.hash('feed_row', 'LAB-449903197707077077'), site: '王******处' }])
    expect((await pool.query('select name from units')).rows).toEqual([{ name: '云岭花园7栋***' }])
    await hashFeedIds(pool, RING)
    expect((await pool.query('select id from test_results')).rows).toEqual([{ id: rows[0]?.id }])
    await database.drop()
  })
})
