import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import { binary } from './binaries.ts'
import { cleanEnvironment } from './cluster.ts'
import { admit, type Credentials } from './admit.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { Paths } from './paths.ts'
import { readPidFile } from './pid-file.ts'
import { identify, isAlive, isPostgresOn } from './processes.ts'
import { reachable, type Reach } from './run-as.ts'
import { openServerLog } from './server-log.ts'

const PATIENCE_MS = 60_000
const STOP_MS = 20_000

/** What is needed to run the server of one data directory. */
export interface Site {
  paths: Paths
  native: string
  account: Account
  credentials: Credentials
  fsync: boolean
  log: (message: string) => void
}

export interface Server {
  pid: number
  identity: string
  port: number
  adopted: boolean
}

/** A spell in starting that passes by itself: the port was taken, or children of a killed server are still leaving. */
const PASSING = /TCP\/IP socket|shared memory block|lock file "postmaster\.pid" already exists/

/**
 * The server that runs on this cluster, or a new one. A pid file is believed only when its process is a PostgreSQL on
 * this very directory and lets us in; anything else is a leftover and removed. Call under the start lock.
 */
export async function ensureServer(site: Site, port?: number): Promise<Server> {
  const deadline = Date.now() + PATIENCE_MS
  while (Date.now() < deadline) {
    const server = (await adopt(site)) ?? (await start(site, port))
    if (server) return server
    await sleep(50)
  }
  throw new EmbeddedPostgresError(
    `数据库没有在 ${PATIENCE_MS / 1000} 秒内就绪，见 ${site.paths.log} / the database was not ready in time, see ${site.paths.log}`,
  )
}

/** Stops the server and waits until it has ended. Call under the start lock. */
export async function stopServer(site: Site): Promise<void> {
  const stopping = requestStop(site)
  if (!stopping || (await hasEnded(stopping, STOP_MS))) return
  process.kill(stopping.pid, 'SIGQUIT')
  if (await hasEnded(stopping, STOP_MS)) return
  throw new EmbeddedPostgresError(`数据库停不下来 / PostgreSQL does not stop: process ${stopping.pid}`)
}

/** Asks for PostgreSQL's fast shutdown: sessions are ended, everything is written. Null when no server runs. */
export function requestStop({ paths, native }: Site): { pid: number; identity: string } | null {
  const running = readPidFile(paths.pidFile)
  if (!running || !isPostgresOn(running.pid, paths.cluster)) return null
  const identity = identify(running.pid)
  if (process.platform === 'win32') stopByPgCtl(native, paths)
  else process.kill(running.pid, 'SIGINT')
  return { pid: running.pid, identity }
}

async function adopt({ paths, credentials, log }: Site): Promise<Server | null> {
  const found = readPidFile(paths.pidFile)
  if (!found) return null
  if (!isPostgresOn(found.pid, paths.cluster)) {
    log(`removed a stale postmaster.pid (process ${found.pid})`)
    rmSync(paths.pidFile, { force: true })
    return null
  }
  if (!found.port || !(await admit(found.port, credentials))) return null
  return { pid: found.pid, identity: identify(found.pid), port: found.port, adopted: true }
}

/** Starts a server; null when a passing trouble, or a server that runs already, stands in the way. */
async function start(site: Site, port = 0): Promise<Server | null> {
  const { paths, credentials } = site
  if (readPidFile(paths.pidFile)) return null
  const chosen = port || (await findFreePort())
  const serverLog = openServerLog(paths.log)
  const child = await reachable(site.account, paths.cluster, reach =>
    spawnServer(site, reach, chosen, serverLog.descriptor),
  )
  serverLog.close()

  const pid = await waitUntilReady(child, paths.pidFile)
  if (pid !== null && (await admit(chosen, credentials))) {
    child.unref()
    return { pid, identity: identify(pid), port: chosen, adopted: false }
  }
  if (PASSING.test(serverLog.read())) return null
  throw new EmbeddedPostgresError(`数据库启动失败 / PostgreSQL did not start: ${serverLog.read().slice(-2000)}`)
}

/** Detached: Ctrl+C in the terminal must reach the app first, and a killed app must not take the database along. */
async function spawnServer(site: Site, reach: Reach, port: number, log: number): Promise<ChildProcess> {
  const settings = Object.entries(settingsFor(port, site.fsync)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binary(site.native, 'postgres'), ['-D', reach.path, ...settings], {
    ...site.account,
    cwd: '/',
    detached: true,
    windowsHide: true,
    env: cleanEnvironment(),
    stdio: ['ignore', log, log, reach.descriptor ?? 'ignore'],
  })
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  return child
}

/** Errors are logged without the statement, its parameters or the row: those hold what people entrusted to the app. */
function settingsFor(port: number, fsync: boolean): Record<string, string | number> {
  return {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: fsync ? 'on' : 'off',
    synchronous_commit: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    max_connections: 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: 0,
    log_error_verbosity: 'terse',
  }
}

/** The server's process number once it accepts connections, or null when it ended before. */
async function waitUntilReady(child: ChildProcess, pidFile: string): Promise<number | null> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = readPidFile(pidFile)
    if (found?.ready && (found.pid === child.pid || process.platform === 'win32')) return found.pid
    await sleep(15)
  }
  return null
}

async function hasEnded({ pid, identity }: { pid: number; identity: string }, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (!isAlive(pid, identity)) return true
    await sleep(20)
  }
  return false
}

/** Windows has no SIGINT to send: a kill would end the server without writing. */
function stopByPgCtl(native: string, { cluster }: Paths): void {
  spawnSync(join(dirname(binary(native, 'postgres')), 'pg_ctl.exe'), ['stop', '-D', cluster, '-m', 'fast', '-w'])
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
