import { cityNamed } from '../domain/city.ts'
import { PGlite } from '@electric-sql/pglite'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { http } from 'msw'
import { setupWorker } from 'msw/browser'
import type { AppConfig, Deps } from '../server/deps.ts'
import { createApp } from '../server/app.ts'
import { startSession } from '../server/auth/session.ts'
import { only, type Db } from '../server/db/db.ts'
import { migrate } from '../server/db/migrate.ts'
import * as schema from '../server/db/schema/index.ts'
import { createEventFeed } from '../server/journal/event-feed.ts'
import { runJobs } from '../server/jobs/run-jobs.ts'
import { createPulse } from '../server/pulse.ts'
import { createWecomClient } from '../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../server/wecom/memory-credential-store.ts'
import { browserSealer } from './browser-sealer.ts'
import { simulatedDirectory } from './seed/simulated-directory.ts'
import { openCity } from './seed/seed-city.ts'
import { createSimulatedWecom } from './wecom/simulated-wecom.ts'
import { createMemorySimulationStore } from './wecom/store.ts'

/** Who holds the one phone of this demo; here this person works in all three jobs. */
const PERSON = 'chen.xiao'

const MIGRATIONS = import.meta.glob<string>('../server/db/migrations/*.sql', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The whole server inside the page, on a database in memory: a demo without a server, and the same code as the real one. */
export async function startBrowserDemo(): Promise<void> {
  const deps = await openDeps()
  await openCity(deps)
  const token = await logIn(deps)
  const app = createApp({ ...deps, sessionToken: () => token })
  runJobs(deps, { id: crypto.randomUUID(), connections: 1 })
  const worker = setupWorker(http.all('*/api/*', ({ request }) => app.fetch(request)))
  await worker.start({ quiet: true, onUnhandledRequest: 'bypass', serviceWorker: { url: './mockServiceWorker.js' } })
}

async function openDeps(): Promise<Deps> {
  const pglite = new PGlite()
  const migrations = Object.entries(MIGRATIONS).map(([path, sql]) => ({ name: path.replace(/^.*\/|\.sql$/g, ''), sql }))
  await migrate({ query: (sql, params) => pglite.query(sql, params), exec: sql => pglite.exec(sql) }, migrations)
  const db: Db = drizzle(pglite, { schema, casing: 'snake_case' })
  const clock = () => new Date()
  const { client, config } = createWecom(clock)
  const report = (cause: unknown) => reportError(cause)
  const feed = createEventFeed(db, () => Promise.resolve(), report)
  return { db, clock, sealer: browserSealer, wecom: client, feed, config, log: () => undefined, pulse: createPulse() }
}

function createWecom(clock: () => Date) {
  const directory = simulatedDirectory([location.host])
  const app = only(directory.apps)
  const { origin } = location
  const simulated = createSimulatedWecom({ clock, directory, store: createMemorySimulationStore() })
  const apiBase = `${origin}/simulation`
  const client = createWecomClient({
    apiBase,
    corpId: directory.corpId,
    agentId: app.agentId,
    secret: app.secret,
    clock,
    store: createMemoryCredentialStore(),
    fetch: request => simulated.fetch(request),
  })
  const config: AppConfig = {
    origins: [origin],
    isOwnOrigin: asked => asked === origin,
    corpId: directory.corpId,
    agentId: app.agentId,
    authorizeUrl: `${apiBase}/connect/oauth2/authorize`,
    simulated: true,
    city: cityNamed('明', { spellings: ['明州'] }),
    firstLead: null,
    secureCookies: false,
  }
  return { client, config }
}

/** Caller already; recorder and lead of the street besides, so that one phone shows every job. */
async function logIn(deps: Deps): Promise<string> {
  const { db, clock } = deps
  const now = clock()
  const person = only(await db.select().from(schema.staff).where(eq(schema.staff.userid, PERSON)))
  const home = only(
    await db
      .select()
      .from(schema.units)
      .where(eq(schema.units.id, person.unitId ?? '')),
  )
  const grants = (['recorder', 'lead'] as const).map(role => ({
    staffId: person.id,
    role,
    unitId: home.parentId ?? home.id,
    grantedAt: now,
  }))
  await db.insert(schema.roleGrants).values(grants).onConflictDoNothing()
  return startSession(deps, person.id, now)
}
