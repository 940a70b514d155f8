import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from 'postgres-child'
import { cityNamed } from '../../domain/city.ts'
import { DAY_MS } from '../../domain/time/lengths.ts'
import type { Db } from '../../server/db/db.ts'
import type { AppConfig } from '../../server/deps.ts'
import { messageBudgets } from '../../server/db/schema/index.ts'
import { readConfig } from '../../server/node/config.ts'
import { openDatabase } from '../../server/node/database/database.ts'
import { openDeps } from '../../server/node/open-deps.ts'
import { createGivens } from '../support/givens.ts'
import { startSilentProxy, type SilentProxy } from '../support/silent-proxy.ts'
import { TEST_DIRECTORY } from '../support/test-directory.ts'
import { PUBLIC_URL, type Caller } from './callers.ts'
import { startGroupService, type GroupService } from './group-service.ts'
import { serverProcess, type ServerProcess } from './server-process.ts'

const COMMUNITIES = 3
const CALLERS_EACH = 2

/** Processes of the server on one PostgreSQL with durable commits, a network between them, and groups behind WeCom. */
export interface World {
  servers: ServerProcess[]
  network: SilentProxy
  groups: GroupService
  /** Of the embedded PostgreSQL. */
  dataDir: string
  /** Beside the network with its faults, to look at what is there. */
  db: Db
  /** New people with new lists. */
  givenCallers(tasksEach: number): Promise<Caller[]>
  stop(): Promise<void>
}

export async function startWorld(processes: number): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hecha-faults-'))
  const silent = () => undefined
  const postgres = await startEmbeddedPostgres({ dataDir, name: 'hecha', log: silent })
  const network = await startSilentProxy(postgres.url)
  const webhooks = Array.from({ length: COMMUNITIES }, (_, i) => `hook-faults-000${i}`)
  const groups = await startGroupService(webhooks)
  const [app] = TEST_DIRECTORY.apps
  if (!app) throw new Error('the test directory has an app')
  const environment = {
    DATABASE_URL: network.url,
    HECHA_DATA: dataDir,
    HECHA_KEY: Buffer.alloc(32, 5).toString('base64'),
    PUBLIC_URL,
    WECOM_CORP_ID: TEST_DIRECTORY.corpId,
    WECOM_AGENT_ID: String(app.agentId),
    WECOM_SECRET: app.secret,
    WECOM_API_BASE: groups.url,
    HECHA_POOL: '10',
  }
  const database = await openDatabase({ databaseUrl: postgres.url, dataDir, log: silent, pool: { size: 4 } })
  const settings = readConfig({ ...environment, DATABASE_URL: postgres.url })
  if (!settings.wecom) throw new Error('the environment names a corp')
  const opened = await openDeps(settings, database, CONFIG, { settings: settings.wecom })
  const givens = createGivens(opened.deps)
  const { street } = await givens.givenCity()
  const communities: string[] = []
  for (const webhook of webhooks) {
    const unitId = await givens.givenUnit('community', `社区${webhook.at(-1)}`, street)
    await givens.givenGroup(unitId, webhook)
    communities.push(unitId)
  }

  async function givenCallers(tasksEach: number): Promise<Caller[]> {
    const callers: Caller[] = []
    for (const unitId of communities.flatMap(id => Array.from({ length: CALLERS_EACH }, () => id))) {
      const staffId = await givens.givenStaff('接线', ['caller', unitId], ['recorder', unitId])
      // Quicker than people are: what one may send in ten minutes is as much as there is.
      const since = new Date(Date.now() + DAY_MS)
      await opened.deps.db.insert(messageBudgets).values({ staffId, since, spent: -tasksEach })
      const tasks = await givens.givenTasks(Array.from({ length: tasksEach }, () => ({ unitId })))
      const todo = tasks.map(({ id, code, version }) => ({ taskId: id, code, version }))
      callers.push({ cookie: await givens.givenSession(staffId), todo })
    }
    return callers
  }

  const ports = await freePorts(processes)
  const servers = ports.map(port => serverProcess(port, environment))
  await Promise.all(servers.map(server => server.start()))
  return {
    servers,
    network,
    groups,
    dataDir,
    db: opened.deps.db,
    givenCallers,
    async stop() {
      await Promise.all(servers.map(server => server.end('SIGTERM')))
      await opened.close()
      await database.close()
      await groups.close()
      await network.close()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const CONFIG: AppConfig = {
  origins: [PUBLIC_URL],
  isOwnOrigin: () => true,
  corpId: TEST_DIRECTORY.corpId,
  agentId: 1,
  authorizeUrl: PUBLIC_URL,
  simulated: false,
  city: cityNamed('明', { spellings: ['明州'] }),
  firstLead: null,
  secureCookies: true,
}

async function freePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(holders.map(holder => once(holder, 'listening')))
  const ports = holders.map(holder => (holder.address() as AddressInfo).port)
  holders.forEach(holder => holder.close())
  return ports
}
