import { getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { beforeAll, expect, it } from 'vitest'
import { TaskDetail, TaskPage } from '../../../contract/tasks.ts'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { rowsOf } from '../../../server/db/db.ts'
import * as schema from '../../../server/db/schema/index.ts'
import { purgeBatches } from '../../../server/purge/purge-batches.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf, dial, record, refusalOf, submit } from '../../support/steps.ts'
import { DAY_MS } from '../../../domain/time/lengths.ts'
import { numberLookup, tailLookup } from '../../../server/privacy/lookups.ts'
import { ofSourceFact } from '../../../server/privacy/places.ts'
import { openAll } from '../../support/open-all.ts'

let app: TestApp
let unitId: string
let caller: Client
let recorder: Client

const PHONE = '13612340001'
const ID_NUMBER = '449903199205053344'
const SHARED = '13612340002'

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  await app.givenGroup(unitId)
  caller = await app.as(await app.givenStaff('陈晓', ['caller', unitId]))
  recorder = await app.as(await app.givenStaff('林雨', ['recorder', unitId]))
})

/** Every sealed column of the schema, so that a new one cannot be forgotten. */
const SEALED = Object.values(schema)
  .filter(table => is(table, PgTable))
  .flatMap(table =>
    Object.entries(getTableColumns(table))
      .filter(([name]) => name.endsWith('Sealed'))
      .map(([name]) => ({
        table: getTableName(table),
        column: name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
      })),
  )

/** What every sealed column of the database opens to. */
const opened = async (): Promise<string> =>
  (await openAll(app.deps.db, app.deps.sealer)).map(({ text }) => text).join('\n')

/** The database as text, without the audit: its entries keep the keyed hash, so that a resident may still ask. */
async function dump(): Promise<string> {
  const tables = await rowsOf<{ name: string }>(
    app.deps.db,
    sql`select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'audit_entries'`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) =>
      rowsOf<{ row: string }>(app.deps.db, sql`select t::text as row from ${sql.identifier(name)} t`),
    ),
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

const closeBatches = () =>
  app.deps.db.execute(
    sql`update batches set status = 'closed', closed_at = ${app.clock.now} where status = 'open' and name <> 'kept'`,
  )

const purge = (days = 28, dryRun = false) => purgeBatches(app.deps, { days, dryRun })

it('leaves nothing of a resident 28 days after the end of the list, and counts, events and audit as they were', async () => {
  const person = { name: '司马长青', idNumber: ID_NUMBER, idNote: '证件校验位不符' }
  const [task, shared] = await app.givenTasks([
    {
      unitId,
      phone: PHONE,
      subjects: [person],
      facts: { address: '明州市云屏区青溪苑8栋901', remark: '家有老人独居' },
    },
    { unitId, phone: SHARED },
  ])
  const [other] = await app.givenTasks([{ unitId, phone: SHARED }])
  if (!task || !shared || !other) throw new Error('three tasks were given')
  await app.deps.db.execute(sql`update batches set name = 'kept' where id = ${other.batchId}`)
  await dial(caller, task)
  await caller.send('PUT', `/api/tasks/${task.id}/draft`, { fields: { address: '青溪苑8栋901' } })
  const reported = await submit(caller, { id: task.id, version: 2 }, { address: '青溪苑8栋901', origin: '岚州' })
  await record(recorder, reported)
  const wrong = { kind: 'other', source: '澜汀街道办', note: '家有老人，另有一人同住' }
  expect((await caller.send('POST', `/api/tasks/${task.id}/data-issues`, wrong)).status).toBe(201)
  const at = app.clock.now
  const lab = { sampledAt: at, result: 'negative' as const, source: '区化验室', receivedAt: at }
  const { sealer, db } = app.deps
  await db.insert(schema.testResults).values([
    { ...lab, id: 'lab-1', phoneHash: sealer.hash('phone', PHONE), idHash: sealer.hash('id_number', ID_NUMBER) },
    { ...lab, id: 'lab-2', phoneHash: sealer.hash('phone', SHARED) },
  ])
  const fact = { id: 'grid-1', kind: 'registration' as const, source: '网格', receivedAt: at }
  await db.insert(schema.sourceFacts).values({
    ...fact,
    phoneHash: sealer.hash('phone', PHONE),
    valueSealed: sealer.seal('司马长青', ofSourceFact(fact)),
  })
  const happened = await db.$count(schema.events)
  const audited = await db.$count(schema.auditEntries)
  await closeBatches()

  app.clock.advance(28 * DAY_MS - 1)
  expect(await purge()).toEqual([])
  app.clock.advance(1)
  const before = await dump()
  const counts = { batchId: task.batchId, tasks: 2, persons: 2, reports: 1, records: 1, labRows: 1 }
  expect(await purge(28, true)).toMatchObject([counts])
  expect(await dump()).toBe(before)

  expect(await purge()).toMatchObject([counts])
  expect(await purge()).toEqual([])

  const clear = await opened()
  const left = await dump()
  for (const value of ['司马长青', PHONE, ID_NUMBER, '青溪苑', '家有老人', '岚州', '司马**', '证件校验位']) {
    expect(clear).not.toContain(value)
    expect(left).not.toContain(value)
  }
  for (const hash of [
    sealer.hash('phone', PHONE),
    sealer.hash('id_number', ID_NUMBER),
    tailLookup(sealer, unitId, '0001'),
    numberLookup(sealer, unitId, PHONE),
  ]) {
    expect(before).toContain(hash)
    expect(left).not.toContain(hash)
  }
  expect(clear).toContain(SHARED)
  expect(left).toContain(sealer.hash('phone', SHARED))
  expect(await db.$count(schema.events)).toBe(happened)
  expect(await db.$count(schema.auditEntries)).toBe(audited + 1)
  expect((await verifyAudit(db, sealer)).problems).toEqual([])
})

it('shows a purged task as such on every screen and gives nothing of it', async () => {
  const member = await app.as(await app.givenStaff('周宁', ['caller', unitId], ['recorder', unitId], ['lead', unitId]))
  const { items } = await answerOf(TaskPage, await member.get('/api/tasks?bucket=all'))
  const purged = items.filter(item => item.name === '已删除')

  expect(purged).toHaveLength(2)
  for (const { id, version } of purged) {
    const detail = await answerOf(TaskDetail, await member.get(`/api/tasks/${id}`))
    expect(detail).toMatchObject({ phone: '****', address: null, facts: [], batch: { purgedAt: expect.any(String) } })
    const refusals = [
      await member.send('POST', `/api/tasks/${id}/dial`, { version }),
      await member.send('POST', `/api/tasks/${id}/reveals`, { field: 'phone', reason: 'check_identity' }),
    ]
    for (const refusal of refusals) expect(await refusalOf(refusal)).toMatchObject({ status: 410, code: 'purged' })
  }
  for (const path of ['/api/progress', '/api/reports', '/api/audit', '/api/audit/mine']) {
    expect((await member.get(path)).status).toBe(200)
  }
})

it('has somewhere to go for every sealed column', () => {
  expect(SEALED.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
    'batch_rows.cells_sealed',
    'data_issues.note_sealed',
    'drafts.fields_sealed',
    'groups.address_sealed',
    'key_checks.check_sealed',
    'late_changes.content_sealed',
    'outbox_keys.private_sealed',
    'outgoing_messages.content_sealed',
    'records.fields_sealed',
    'records.reason_sealed',
    'reports.fields_sealed',
    'reports.line_sealed',
    'requests.body_sealed',
    'source_facts.value_sealed',
    'subjects.id_number_sealed',
    'subjects.name_sealed',
    'tasks.card_sealed',
    'tasks.facts_sealed',
    'tasks.phone_sealed',
    'wecom_credentials.value_sealed',
  ])
})
