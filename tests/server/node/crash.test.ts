import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as moment } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { startEmbeddedPostgres } from 'postgres-child'
import { readPostmasterPid } from '../../support/postmaster.ts'
import { startWriter, type Writer } from './writer/writer-process.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'hecha-crash-'))
const ROUNDS = 10

afterAll(async () => {
  const server = await startEmbeddedPostgres({ dataDir, name: 'hecha', log: () => undefined })
  await server.stop()
  rmSync(dataDir, { recursive: true })
})

/** Ways a round ends; every one leaves a dead writer. */
const CRASHES: ((writer: Writer) => Promise<unknown>)[] = [
  writer => writer.end('SIGKILL'),
  async writer => {
    const killed = readPostmasterPid(dataDir)
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => readPostmasterPid(dataDir), { timeout: 30_000 }).not.toBeOneOf([killed, 0])
    await writer.nextAcknowledgement()
    await writer.end('SIGKILL')
  },
  async writer => {
    process.kill(readPostmasterPid(dataDir), 'SIGKILL')
    await writer.end('SIGKILL')
  },
]

it('loses no acknowledged row and starts every time, whatever is killed and when', { timeout: 180_000 }, async () => {
  let acknowledged = 0
  for (let round = 0; round < ROUNDS; round++) {
    const writer = await startWriter(dataDir, acknowledged + 1)
    await moment(Math.random() * 300)
    await CRASHES[round % CRASHES.length]?.(writer)
    acknowledged = writer.acknowledged()
  }

  expect(acknowledged).toBeGreaterThan(ROUNDS)
  expect(await countRows(acknowledged)).toBe(acknowledged)
})

async function countRows(upTo: number): Promise<number> {
  const server = await startEmbeddedPostgres({ dataDir, name: 'hecha', log: () => undefined })
  const client = new Client({ connectionString: server.url })
  await client.connect()
  const { rows } = await client.query<{ rows: number }>('select count(*)::int as rows from written where id <= $1', [
    upTo,
  ])
  await client.end()
  await server.stop()
  return rows[0]?.rows ?? 0
}
