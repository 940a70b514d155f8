import { sql } from 'drizzle-orm'
import { createSimulatedWecom, type SimulatedWecom } from '../../mock/wecom/simulated-wecom.ts'
import { createMemorySimulationStore } from '../../mock/wecom/store.ts'
import type { SimulatedDirectory } from '../../mock/wecom/types.ts'
import type { WecomFetch } from '../../server/wecom/call-api.ts'
import { createWecomClient } from '../../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../../server/wecom/memory-credential-store.ts'
import { only } from '../../server/db/db.ts'
import type { TestApp } from './app.ts'
import { TEST_DIRECTORY } from './test-directory.ts'

/** Puts another corp behind the app: the usual one with these changes. Tokens and groups start afresh. */
export function moveCorp(app: TestApp, changes: Partial<SimulatedDirectory>): SimulatedWecom {
  const directory = { ...TEST_DIRECTORY, ...changes }
  const simulated = createSimulatedWecom({
    clock: () => app.clock.now,
    directory,
    store: createMemorySimulationStore(),
    basePath: '',
  })
  askThrough(app, request => simulated.fetch(request), directory)
  return simulated
}

/** Empties the database and puts the usual corp back, so that tests of one file can share an app. */
export async function startOver(app: TestApp): Promise<void> {
  await app.deps.db.execute(sql`
    do $$ begin
      execute (select 'truncate ' || string_agg(format('%I', tablename), ', ') || ' restart identity cascade'
        from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations');
    end $$`)
  app.wecom = moveCorp(app, {})
}

/** Asks WeCom through `fetch`, which sees each request and hands it on to a simulated corp, or does not. */
export function askThrough({ deps, clock }: TestApp, fetch: WecomFetch, directory = TEST_DIRECTORY): void {
  const { agentId, secret } = only(directory.apps)
  deps.wecom = createWecomClient({
    apiBase: 'http://wecom.test',
    corpId: directory.corpId,
    agentId,
    secret,
    store: createMemoryCredentialStore(),
    clock: () => clock.now,
    fetch,
    sleep: async () => undefined,
  })
}
