import type { Deps } from '../server/deps.ts'
import { createPostgresSimulationStore, type SqlExecutor } from './wecom/postgres-store.ts'
import { createSimulatedWecom } from './wecom/simulated-wecom.ts'
import { createLab } from './lab.ts'
import { PHONES, simulatedDirectory } from './seed/simulated-directory.ts'
import { openCity } from './seed/seed-city.ts'

export interface DemoOptions {
  port: number
  /** The database's own connection, for what the simulation keeps. */
  executor: SqlExecutor
  /** Seconds between lab results that come by themselves; 0: none. */
  labEveryS: number
  /** The server's clock. */
  clock: () => Date
}

/** Everything a demo needs beside the server: simulated WeCom, three phones on one site, the invented city and its lab. */
export function createDemo({ port, executor, labEveryS, clock }: DemoOptions) {
  const stageOrigin = `http://hecha.localhost:${port}`
  const phoneOrigins = PHONES.map(({ label }) => `http://${label}.hecha.localhost:${port}`)
  const origins = [stageOrigin, ...phoneOrigins, `http://localhost:${port}`, `http://127.0.0.1:${port}`]
  const directory = simulatedDirectory(origins.map(origin => new URL(origin).host))
  const [app] = directory.apps
  if (!app) throw new Error('the simulated corp has no app')
  let running: Deps | null = null
  const lab = createLab(() => {
    if (!running) throw new Error('the demo is not seeded yet')
    return running
  })
  const simulated = createSimulatedWecom({
    clock,
    directory,
    store: createPostgresSimulationStore(executor),
    origin: stageOrigin,
    onLabResult: result => lab.takeSample(result),
  })
  const apiBase = `${stageOrigin}/simulation`
  return {
    origins,
    stageUrl: `${stageOrigin}/stage`,
    authorizeUrl: `${apiBase}/connect/oauth2/authorize`,
    pages: { stageOrigin, phoneOrigins },
    wecom: {
      corpId: directory.corpId,
      agentId: app.agentId,
      secret: app.secret,
      apiBase,
      authorizeUrl: `${apiBase}/connect/oauth2/authorize`,
    },
    fetch: (request: Request) => simulated.fetch(request),
    async seed(deps: Deps): Promise<void> {
      running = deps
      await openCity(deps)
    },
    runLab: (deps: Deps) => lab.run(deps, labEveryS),
  }
}
