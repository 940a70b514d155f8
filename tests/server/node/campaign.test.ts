// The end of a campaign: nobody can be read any more, not even from a backup with the key file of today.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '../../../server/audit/verify-audit.ts'
import { rowsOf } from '../../../server/db/db.ts'
import type { Sealed } from '../../../server/db/schema/columns.ts'
import { auditEntries, events, tasks } from '../../../server/db/schema/index.ts'
import { campaignCommand } from '../../../server/node/cli/campaign.ts'
import type { CommandIo } from '../../../server/node/cli/command.ts'
import { loadKeyRing } from '../../../server/node/keys/key-ring.ts'
import { createSealer } from '../../../server/node/keys/sealer.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { openAll } from '../../support/open-all.ts'
import { dial, record, submit } from '../../support/steps.ts'

const PHONE = '13699990001'
const KEY = Buffer.alloc(32, 7).toString('base64')
const HASH_KEY = Buffer.alloc(32, 9).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'hecha-campaign-'))
const certificateFile = join(folder, 'certificate.json')

let app: TestApp
let url: string
/** Sealed values as they lie in a backup of before. */
let backup: { id: string; unitId: string; phone: Sealed }[]
let before: { events: number; entries: number; phoneHash: string }

async function run(...args: string[]) {
  const said = { out: '', err: '' }
  const io: CommandIo = {
    stdin: (async function* () {})(),
    out: text => (said.out += text),
    err: text => (said.err += text),
    readFile: async path => readFileSync(path, 'utf8'),
    readBytes: () => Promise.reject(new Error('nothing is read')),
    writeBytes: async (path, bytes) => writeFileSync(path, bytes),
    now: () => '2022-06-30T12:00:00.000Z',
    env: { DATABASE_URL: url, HECHA_DATA: folder },
  }
  return { code: await campaignCommand.run(args, io), ...said }
}

beforeAll(async () => {
  app = await startApp()
  url = (app.deps.db as unknown as { $client: Pool }).$client.options.connectionString ?? ''
  writeFileSync(join(folder, 'hecha.key'), JSON.stringify({ current: 'k1', keys: { k1: KEY }, hashKey: HASH_KEY }), {
    mode: 0o600,
  })
  const { community } = await app.givenCity()
  await app.givenGroup(community)
  const member = await app.as(await app.givenStaff('陈晓', ['caller', community], ['recorder', community]))
  const task = await app.givenTask({ unitId: community, phone: PHONE })
  await dial(member, task)
  await record(member, await submit(member, await app.taskNow(task.id), { address: '青溪苑8栋901' }))
  backup = await rowsOf(app.deps.db, sql`select id, unit_id as "unitId", phone_sealed as phone from tasks`)
  before = {
    events: await app.deps.db.$count(events),
    entries: await app.deps.db.$count(auditEntries),
    phoneHash: app.deps.sealer.hash('phone', PHONE),
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is not ended by accident, nor while a list is open', async () => {
  await expect(run('end')).rejects.toThrow('--yes')
  await expect(run('end', '--yes')).rejects.toThrow('1 lists are open')
  expect((await openAll(app.deps.db, app.deps.sealer)).map(({ text }) => text)).toContain(PHONE)
})

describe('once ended', () => {
  it('prints what, how many, when and a hash, and that is true', async () => {
    await app.deps.db.execute(sql`update batches set status = 'closed', closed_at = now()`)
    const { code, out } = await run('end', '--yes', '--out', certificateFile)

    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      what: 'hecha campaign end',
      endedAt: '2022-06-30T12:00:00.000Z',
      counts: { communities: 1, lists: 1, tasks: 1, persons: 1, reports: 1, records: 1 },
      destroyedKeys: [{ id: 'k1' }, { id: 'look-up' }],
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await run('verify', certificateFile)).toMatchObject({ code: 0 })
  })

  it('holds nobody, and what lies in a backup opens with no key that is left', async () => {
    const ring = await loadKeyRing(folder, undefined)
    const sealer = createSealer(ring)
    const opened = await openAll(app.deps.db, sealer)

    expect(Object.keys(ring.keys)).toEqual(['k2'])
    expect(opened.map(({ text }) => text).join('\n')).not.toMatch(/13699990001|张三丰|青溪苑/)
    const [old] = backup
    const place = { name: `tasks.phone_sealed/${old?.id}/${old?.unitId}`, community: old?.unitId ?? '' }
    expect(app.deps.sealer.open(old?.phone ?? ('' as Sealed), place)).toBe(PHONE)
    expect(() => sealer.open(old?.phone ?? ('' as Sealed), place)).toThrow()
    expect(sealer.hash('phone', PHONE)).not.toBe(before.phoneHash)
    expect(readFileSync(join(folder, 'hecha.key'), 'utf8')).not.toContain(HASH_KEY)
  })

  it('keeps counts, events and an audit that still verifies, and the groups', async () => {
    const { db } = app.deps
    const sealer = createSealer(await loadKeyRing(folder, undefined))

    expect(await db.$count(tasks)).toBe(1)
    expect(await db.$count(events)).toBe(before.events)
    expect(await db.$count(auditEntries)).toBe(before.entries + 1)
    expect((await verifyAudit(db, sealer)).problems).toEqual([])
    expect((await openAll(db, sealer)).map(({ text }) => text)).toContain('hook-tingnan-0001')
  })

  it.each([
    ['another number', (text: string) => text.replace('"tasks": 1', '"tasks": 2'), 'does not give its hash'],
    ['another hash', (text: string) => text.replace(/"hash": "\w{4}/, '"hash": "0000'), 'was not made by'],
  ])('knows a certificate with %s', async (_what, change, problem) => {
    const file = join(folder, 'forged.json')
    writeFileSync(file, change(readFileSync(certificateFile, 'utf8')))

    expect(await run('verify', file)).toMatchObject({ code: 1, out: expect.stringContaining(problem) })
  })

  it('tells when a destroyed key is back', async () => {
    const file = join(folder, 'hecha.key')
    const kept = readFileSync(file, 'utf8')
    const ring = JSON.parse(kept)
    writeFileSync(file, JSON.stringify({ ...ring, keys: { ...ring.keys, k1: KEY } }))

    expect(await run('verify', certificateFile)).toMatchObject({ code: 1, out: expect.stringContaining('k1') })
    writeFileSync(file, kept)
  })
})
