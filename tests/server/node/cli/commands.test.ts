import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditCommand } from '../../../../server/node/cli/audit.ts'
import { backupCommand, restoreCommand, verifyBackupCommand } from '../../../../server/node/cli/backup.ts'
import { campaignCommand } from '../../../../server/node/cli/campaign.ts'
import type { Command, CommandIo } from '../../../../server/node/cli/command.ts'
import { exportCommand } from '../../../../server/node/cli/export.ts'
import { feedCommand } from '../../../../server/node/cli/feed.ts'
import { importCommand } from '../../../../server/node/cli/import.ts'
import { keysCommand } from '../../../../server/node/cli/keys.ts'
import { purgeCommand } from '../../../../server/node/cli/purge.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'

let database: TestDatabase

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
    readFile: async () => '',
    readBytes: () => Promise.reject(new Error('no such file')),
    writeBytes: () => Promise.reject(new Error('nothing is written')),
    now: () => '2022-05-21T12:00:00.000Z',
    env: { DATABASE_URL: database.url, HECHA_KEY: Buffer.alloc(32, 7).toString('base64') },
  }
  return { code: await command.run(args, io), ...said }
}

const COMMANDS = [
  importCommand,
  feedCommand,
  exportCommand,
  auditCommand,
  purgeCommand,
  campaignCommand,
  keysCommand,
  backupCommand,
  restoreCommand,
  verifyBackupCommand,
]

describe.each(COMMANDS)('hecha $name', command => {
  it('says in English and Chinese how it is used', async () => {
    const { code, out } = await run(command, '--help')
    expect(code).toBe(0)
    expect(out).toContain(`hecha ${command.name}`)
    expect(command.summary).toMatch(/[a-z].*[\u4e00-\u9fff]/)
  })

  it('refuses words it does not know', async () => {
    expect(await run(command, '--else')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--else') })
    expect(await run(command, 'one', 'two', 'three')).toMatchObject({ code: 1, out: '' })
  })
})

it('checks the audit of an empty city', async () => {
  const { code, out } = await run(auditCommand, 'verify', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({ ok: true, chains: 0, entries: 0, problems: [], heads: [] })
  expect((await run(auditCommand, 'verify')).out).toContain('0 problems')
})

it('says what a purge would take', async () => {
  const { code, out } = await run(purgeCommand, '--dry-run', '--days', '0', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({ dryRun: true, batches: [] })
  expect((await run(purgeCommand, '--days', 'x')).code).toBe(1)
})

it('does not rotate a key that comes from the environment', async () => {
  await expect(run(keysCommand, 'rotate')).rejects.toThrow('HECHA_KEY')
})
