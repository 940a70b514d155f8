import { cityNamed } from '../../domain/city.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Role } from '../../contract/staff.ts'
import { startEmbeddedPostgres } from 'postgres-child'
import type { Deps } from '../../server/deps.ts'
import { readConfig } from '../../server/node/config.ts'
import { openDatabase } from '../../server/node/database/database.ts'
import { openDeps } from '../../server/node/open-deps.ts'
import { createGivens } from '../../tests/support/givens.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const KEY = Buffer.alloc(32, 3).toString('base64')

export interface ServedCity {
  origin: string
  deps: Deps
  givens: ReturnType<typeof createGivens>
  communityId: string
  /** A second community, for what would make the first one larger than any real one. */
  neighbourId: string
  cityId: string
  /** A new member of staff with this role, logged in; the cookie header of the session. */
  logIn(role: Role, unitId?: string): Promise<string>
  stop(): Promise<void>
}

/** One app process on a real PostgreSQL with durable commits, and a second door to its database to set the scene. */
export async function serveCity(port: number): Promise<ServedCity> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hecha-bench-'))
  const silent = () => undefined
  const server = await startEmbeddedPostgres({ dataDir, name: 'hecha', log: silent })
  const environment = {
    DATABASE_URL: server.url,
    HECHA_DATA: dataDir,
    HECHA_KEY: KEY,
    HECHA_DEMO_LAB_S: '0',
    PORT: String(port),
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/node.ts'], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await once(child.stdout, 'data')
  const database = await openDatabase({ databaseUrl: server.url, dataDir, log: silent, pool: { size: 4 } })
  const origin = `http://localhost:${port}`
  const config = {
    origins: [origin],
    isOwnOrigin: () => true,
    corpId: 'bench',
    agentId: 1,
    authorizeUrl: origin,
    simulated: true,
    city: cityNamed('明', { spellings: ['明州'] }),
    firstLead: null,
    secureCookies: false,
  }
  const wecom = { corpId: 'bench', agentId: 1, secret: 'bench', apiBase: origin, authorizeUrl: origin }
  const opened = await openDeps(readConfig(environment), database, config, { settings: wecom })
  const givens = createGivens(opened.deps)
  const { city: cityId, community: communityId, neighbour: neighbourId } = await givens.givenCity()
  return {
    origin,
    deps: opened.deps,
    givens,
    communityId,
    neighbourId,
    cityId,
    async logIn(role, unitId = communityId) {
      const staffId = await givens.givenStaff('测速', [role, unitId])
      return `hecha_session=${await givens.givenSession(staffId)}`
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await opened.close()
      await database.close()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
