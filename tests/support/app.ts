import { cityNamed } from '../../domain/city.ts'
import type { Hono } from 'hono'
import { afterAll } from 'vitest'
import type { AppConfig, Deps } from '../../server/deps.ts'
import type { AppEnv } from '../../server/http/app-env.ts'
import { createApp } from '../../server/app.ts'
import { createEventFeed } from '../../server/journal/event-feed.ts'
import { createSealer } from '../../server/node/keys/sealer.ts'
import { createPulse } from '../../server/pulse.ts'
import { createWecomClient } from '../../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../../server/wecom/memory-credential-store.ts'
import { createSimulatedWecom, type SimulatedWecom } from '../../mock/wecom/simulated-wecom.ts'
import { createMemorySimulationStore } from '../../mock/wecom/store.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { createGivens, type Givens } from './givens.ts'
import { TEST_DIRECTORY } from './test-directory.ts'
import { openDb } from '../../server/node/database/open-db.ts'

export const ORIGIN = 'http://hecha.test'

export interface TestApp extends Givens {
  app: Hono<AppEnv>
  deps: Deps
  /** Of its database. */
  pool: TestDatabase['pool']
  wecom: SimulatedWecom
  /** Lines the server logged, to be searched for what must not be there. */
  logged: string[]
  /** The server's clock; tests move it, nothing waits. */
  clock: { now: Date; advance(ms: number): void }
  /** Requests as a logged-in member of staff. */
  as(staffId: string): Promise<Client>
  /** Requests without a session. */
  anonymous: Client
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  send(
    method: 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>
}

/** The real app on a PostgreSQL database of its own, with the simulated WeCom behind it, without a port. */
export async function startApp(overrides: Partial<AppConfig> = {}): Promise<TestApp> {
  const database = await createTestDatabase()
  const db = openDb(database.pool)
  const clock = createClock()
  const logged: string[] = []
  const wecom = createSimulatedWecom({
    clock: () => clock.now,
    directory: TEST_DIRECTORY,
    store: createMemorySimulationStore(),
    basePath: '',
  })
  const [simulatedApp] = TEST_DIRECTORY.apps
  if (!simulatedApp) throw new Error('the test directory has no app')
  const config: AppConfig = {
    origins: [ORIGIN],
    isOwnOrigin: origin => origin === ORIGIN,
    corpId: TEST_DIRECTORY.corpId,
    agentId: simulatedApp.agentId,
    authorizeUrl: 'http://wecom.test/connect/oauth2/authorize',
    simulated: true,
    city: cityNamed('明', { spellings: ['明州'] }),
    firstLead: null,
    secureCookies: false,
    ...overrides,
  }
  const deps: Deps = {
    db,
    clock: () => clock.now,
    sealer: createSealer({ current: 'k1', keys: { k1: Buffer.alloc(32, 7) }, hashKey: Buffer.alloc(32, 9) }),
    wecom: createWecomClient({
      apiBase: 'http://wecom.test',
      corpId: TEST_DIRECTORY.corpId,
      agentId: simulatedApp.agentId,
      secret: simulatedApp.secret,
      store: createMemoryCredentialStore(),
      clock: () => clock.now,
      fetch: request => wecom.fetch(request),
      sleep: async () => undefined,
    }),
    feed: createEventFeed(
      db,
      async () => undefined,
      cause => logged.push(String(cause)),
    ),
    config,
    pulse: createPulse(),
    log: (level, message, facts) => logged.push(JSON.stringify({ level, message, ...facts })),
  }
  const app = createApp(deps)
  afterAll(async () => {
    await deps.feed.settled()
    await database.drop()
  })
  const givens = createGivens(deps)
  return {
    app,
    deps,
    pool: database.pool,
    wecom,
    logged,
    clock,
    anonymous: createClient(app, null),
    as: async staffId => createClient(app, await givens.givenSession(staffId)),
    ...givens,
  }
}

function createClock() {
  const clock = {
    now: new Date('2022-05-21T12:00:00Z'),
    advance(ms: number) {
      clock.now = new Date(clock.now.getTime() + ms)
    },
  }
  return clock
}

function createClient(app: Hono<AppEnv>, sessionToken: string | null): Client {
  const own = { origin: ORIGIN, ...(sessionToken === null ? {} : { cookie: `hecha_session=${sessionToken}` }) }
  return {
    get: async (path, headers = {}) => app.request(`${ORIGIN}${path}`, { headers: { ...own, ...headers } }),
    send: async (method, path, body, headers = {}) =>
      app.request(`${ORIGIN}${path}`, {
        method,
        headers: { ...own, 'idempotency-key': crypto.randomUUID(), 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  }
}
