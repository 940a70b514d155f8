// import, feed and export from the server's own console, on a database of their own (P7, P14).
import { eq } from 'drizzle-orm'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as schema from '../../../../server/db/schema/index.ts'
import { readWorkbook } from '../../../../server/spreadsheet/read-workbook.ts'
import type { Command, CommandIo } from '../../../../server/node/cli/command.ts'
import { exportCommand } from '../../../../server/node/cli/export.ts'
import { feedCommand } from '../../../../server/node/cli/feed.ts'
import { importCommand } from '../../../../server/node/cli/import.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { openDb } from '../../../../server/node/database/open-db.ts'

let database: TestDatabase
const written = new Map<string, Uint8Array>()

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function run(command: Command, ...args: string[]) {
  const said = { out: '', err: '' }
  const io: CommandIo = {
    stdin: (async function* () {})(),
    out: text => (said.out += text),
    err: text => (said.err += text),
    readFile: path => readFile(path, 'utf8'),
    readBytes: async path => new Uint8Array(await readFile(path)),
    writeBytes: async (path, bytes) => void written.set(path, bytes),
    now: () => '2022-05-20T22:30:00+08:00',
    env: { DATABASE_URL: database.url, HECHA_KEY: Buffer.alloc(32, 7).toString('base64') },
  }
  return { code: await command.run(args, io), ...said }
}

const POLICE = 'tests/fixtures/lists/02-0520-police.csv'
const LAB = 'tests/fixtures/lab/results-day1.csv'

it('imports, links, feeds and exports one after another', async () => {
  const imported = await run(importCommand, POLICE, '--batch', '公安0520', '--source', '公安', '--json')
  const looked = await run(importCommand, 'tests/fixtures/lists/01-0520-street.xlsx', '--dry-run', '--json')
  const fed = await run(feedCommand, LAB, '--json')
  const exported = await run(exportCommand, '公安0520', '--json')

  expect(JSON.parse(imported.out)).toMatchObject({ rows: 220, new: 209, rejected: 6, batchId: expect.any(String) })
  expect(JSON.parse(looked.out)).toMatchObject({ rows: 300, linked: 6 })
  expect(JSON.parse(fed.out)).toMatchObject({ rows: 230, kept: 228, replacesEarlier: 0, bad: [] })
  expect(JSON.parse(fed.out).changed).toBeGreaterThan(40)
  const { file, rows } = JSON.parse(exported.out)
  expect(rows).toBe(220)
  const [sheet] = readWorkbook(written.get(file) ?? new Uint8Array())
  expect(sheet?.rows[0]?.slice(0, 3)).toEqual(['编号', '人员姓名', '性别'])
  expect(sheet?.rows.filter(row => row.includes('核酸已匹配')).length).toBeGreaterThan(30)
})

it('keeps what no community can be told for in a community that waits to be assigned', async () => {
  const db = openDb(database.pool)
  const units = await db.select().from(schema.units)

  expect(units).toMatchObject([{ name: '待分配', level: 'community', departmentId: null }])
})

it('writes down that nobody signed in, for import and export', async () => {
  const db = openDb(database.pool)
  const entries = await db
    .select()
    .from(schema.auditEntries)
    .where(eq(schema.auditEntries.staffId, '00000000-0000-0000-0000-000000000000'))

  expect(entries.map(entry => entry.action)).toEqual(['import', 'export'])
})

it.each([
  [importCommand, [POLICE, '--batch', '又来'], /已经导入过/],
  [importCommand, [LAB, '--batch', 'x', '--rule', '随便'], /核查标准只能是/],
  [importCommand, [LAB, '--batch', 'x', '--deadline', '很快'], /截止时间不对/],
  [
    importCommand,
    ['tests/fixtures/lists/04-0520-platform.csv', '--batch', 'x', '--community', '北塘社区'],
    /没有这个社区/,
  ],
  [feedCommand, [POLICE], /没有找到核酸结果的表头/],
  [feedCommand, ['nosuch.csv'], /无法读取/],
  [exportCommand, ['没有的批次'], /没有这个批次/],
] as const)('says what is wrong: %#', async (command, args, message) => {
  const { code, err } = await run(command, ...args)

  expect(code).toBe(1)
  expect(err).toMatch(message)
})
