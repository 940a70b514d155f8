import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import { urlOf } from './admit.ts'
import { atExit } from './at-exit.ts'
import { prepareBinaries } from './binaries.ts'
import { ensureCluster, readPassword } from './cluster.ts'
import { preparePaths } from './paths.ts'
import { ensureServer, requestStop, type Server, type Site, stopServer } from './server.ts'
import { withStartLock } from './start-lock.ts'
import { countUsers, enter } from './users.ts'
import { keepRunning } from './watch.ts'

export { EmbeddedPostgresError, type Remedy } from './errors.ts'

export interface EmbeddedPostgresOptions {
  /** Made when missing; holds the cluster, its log and notes about who uses it. */
  dataDir: string
  /** Of the superuser and the database: `postgres://NAME:…/NAME`. Lower-case letters, digits and underscores. */
  name: string
  /** Told in one line what happened, without secrets. */
  log: (message: string) => void
  /** Off only for tests: a power cut would lose acknowledged rows. */
  fsync?: boolean
}

export interface EmbeddedPostgres {
  url: string
  /** True when a server was running already: left by a killed process, or used by another one. */
  adopted: boolean
  /** Leaves the server; the last of the processes that use it shuts it down. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL as a child process on `dataDir`, or adopts the one that runs there. Throws EmbeddedPostgresError
 * with a sentence in Chinese and English where that is impossible. A server that dies is started again at its port.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const paths = preparePaths(options.dataDir, options.name)
  return withStartLock(paths.run, async () => {
    const site = await prepareSite(options)
    const leave = enter(paths.run)
    const server = await ensureServer(site).catch((cause: unknown) => {
      leave()
      throw cause
    })
    options.log(`PostgreSQL ${server.adopted ? 'adopted' : 'started'} on port ${server.port} (process ${server.pid})`)
    return { url: urlOf(server.port, site.credentials), adopted: server.adopted, stop: makeStop(site, server, leave) }
  })
}

async function prepareSite({ dataDir, name, log, fsync = true }: EmbeddedPostgresOptions): Promise<Site> {
  const paths = preparePaths(dataDir, name)
  const account = chooseAccount(paths.cluster)
  const native = prepareBinaries(account, join(paths.run, 'bin'))
  await ensureCluster(paths, native, { account, name, fsync })
  const credentials = { name, password: readPassword(paths) }
  return { paths, native, account, credentials, fsync, log }
}

/** A process that ends without calling stop, by an error or `process.exit`, asks for the shutdown without waiting. */
function makeStop(site: Site, server: Server, leave: () => void): () => Promise<void> {
  const unwatch = keepRunning(site, server)
  const staying = atExit(() => {
    leave()
    if (countUsers(site.paths.run) === 0) requestStop(site)
  })
  let stopped: Promise<void> | null = null
  const stop = async () => {
    staying()
    await unwatch()
    await withStartLock(site.paths.run, async () => {
      leave()
      if (countUsers(site.paths.run) === 0) await stopServer(site)
    })
  }
  return () => (stopped ??= stop())
}
