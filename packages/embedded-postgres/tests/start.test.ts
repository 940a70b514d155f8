import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/index.ts'
import { readPidFile } from '../src/pid-file.ts'
import { startApp } from './app-process.ts'

// Making a cluster takes seconds where the machine is busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'postgres-start-'))
const dataDir = join(folder, 'data')
const pidFile = join(dataDir, 'postgres', 'postmaster.pid')

function start(directory = dataDir): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: directory, name: 'app', log: () => undefined })
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ answer: unknown }>(sql).finally(() => client.end())
  return rows[0]?.answer
}

function ps(field: string, pid = 0): string {
  return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
}

beforeAll(async () => {
  const server = await start()
  await server.stop()
})

afterAll(() => rmSync(folder, { recursive: true }))

describe('a started server', () => {
  it('is durable, listens to this machine only and sorts alike everywhere', async () => {
    const server = await start()

    expect(await ask(server.url, "select current_setting('fsync') as answer")).toBe('on')
    expect(await ask(server.url, "select current_setting('listen_addresses') as answer")).toBe('127.0.0.1')
    expect(
      await ask(
        server.url,
        "select datlocprovider::text || datlocale as answer from pg_database where datname = 'app'",
      ),
    ).toBe('bC.UTF-8')
    await server.stop()
  })

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await start()
    const url = new URL(server.url)
    url.password = 'guess'

    await expect(ask(url.href, 'select 1 as answer')).rejects.toMatchObject({ code: '28P01' })
    expect(statSync(join(dataDir, 'postgres', 'app.password')).mode & 0o777).toBe(0o600)
    await server.stop()
  })

  it('is stopped by the last of those who use it', async () => {
    const [first, second] = [await start(), await start()]
    await first.stop()

    expect(await ask(second.url, 'select 1 as answer')).toBe(1)
    await second.stop()
    expect(existsSync(pidFile)).toBe(false)
  })

  it('is stopped when its app is told to end by SIGTERM', async () => {
    const app = await startApp(dataDir)

    expect(await app.end()).toBe(0)
    expect(existsSync(pidFile)).toBe(false)
  })
})

describe('an app that fails after the start', () => {
  const script = fileURLToPath(new URL('failing-app.ts', import.meta.url))
  const fail = () => once(spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: 'ignore' }), 'exit')

  it('leaves no server behind', async () => {
    expect(await fail()).toEqual([1, null])
    await expect.poll(() => existsSync(pidFile)).toBe(false)
  })

  it('leaves the server of others alone', async () => {
    const server = await start()
    await fail()

    expect(await ask(server.url, 'select 1 as answer')).toBe(1)
    await server.stop()
  })
})

describe('many starts in one process', () => {
  it('share one listener for its end, and leave none behind', async () => {
    const before = process.listenerCount('exit')
    const servers = []
    for (let i = 0; i < 12; i++) servers.push(await start())

    expect(process.listenerCount('exit')).toBe(before + 1)
    await Promise.all(servers.map(server => server.stop()))
    expect(process.listenerCount('exit')).toBe(before)
  })
})

describe('two starts at once', () => {
  it('make one server for two processes on a fresh directory', async () => {
    const fresh = join(folder, 'fresh')
    const apps = await Promise.all([startApp(fresh), startApp(fresh)])

    expect(apps.map(app => app.adopted).toSorted()).toEqual([false, true])
    expect(apps[0].url).toBe(apps[1].url)
    await Promise.all(apps.map(app => app.end()))
  })

  it('make one server within one process', async () => {
    const servers = await Promise.all([start(), start(), start()])

    expect(servers.filter(server => !server.adopted)).toHaveLength(1)
    await Promise.all(servers.map(server => server.stop()))
    expect(existsSync(pidFile)).toBe(false)
  })
})

describe('a postmaster.pid left behind', () => {
  const leave = (pid: number | string) => writeFileSync(pidFile, `${pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n`)

  async function startsAfresh() {
    const server = await start()
    const answer = await ask(server.url, 'select 1 as answer')
    await server.stop()
    return { adopted: server.adopted, answer }
  }

  it('by a process that is gone does not hinder the start', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
    await once(gone, 'exit')
    leave(gone.pid ?? 0)

    expect(await startsAfresh()).toEqual({ adopted: false, answer: 1 })
  })

  it('whose number now belongs to another living program does not hinder the start', async () => {
    leave(process.pid)

    expect(await startsAfresh()).toEqual({ adopted: false, answer: 1 })
  })

  it('whose number now belongs to a PostgreSQL on another directory does not hinder the start', async () => {
    const elsewhere = join(folder, 'elsewhere')
    const other = await start(elsewhere)
    leave(readPidFile(join(elsewhere, 'postgres', 'postmaster.pid'))?.pid ?? 0)

    expect(await startsAfresh()).toEqual({ adopted: false, answer: 1 })
    expect(await ask(other.url, 'select 1 as answer')).toBe(1)
    await other.stop()
  })

  it.runIf(process.platform !== 'win32')('by a process that is a zombie does not hinder the start', async () => {
    const parent = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const child = Number(line.toString())
    await expect.poll(() => ps('comm', parent.pid)).toBe('sleep')
    process.kill(child, 'SIGKILL')
    await expect.poll(() => ps('stat', child)).toMatch(/^Z/)
    leave(child)

    expect(await startsAfresh()).toEqual({ adopted: false, answer: 1 })
    parent.kill()
  })

  it.each(['', 'torn', '-4'])('with nothing usable in it (%j) does not hinder the start', async content => {
    writeFileSync(pidFile, content)

    expect(await startsAfresh()).toEqual({ adopted: false, answer: 1 })
  })
})
