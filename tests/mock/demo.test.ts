import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cityNamed } from '../../domain/city.ts'
import { createDemo } from '../../mock/demo.ts'
import type { SimulatedMessage } from '../../mock/wecom/types.ts'
import type { AppConfig, Deps } from '../../server/deps.ts'
import { outgoingMessages } from '../../server/db/schema/index.ts'
import { readConfig } from '../../server/node/config.ts'
import { openDeps, type OpenDeps } from '../../server/node/open-deps.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

/** An evening of work in the database, on a busy machine. */
const SEEDING_MS = 180_000

const folder = mkdtempSync(join(tmpdir(), 'hecha-demo-'))
let database: TestDatabase
let opened: OpenDeps
let demo: ReturnType<typeof createDemo>

/** As a first start ends that is killed after it has sealed so many values. */
function interrupted(deps: Deps, after: number): Deps {
  let left = after
  const seal: Deps['sealer']['seal'] = (text, place) => {
    if (left === 0) throw new Error('interrupted')
    left -= 1
    return deps.sealer.seal(text, place)
  }
  return { ...deps, sealer: { ...deps.sealer, seal } }
}

beforeAll(async () => {
  database = await createTestDatabase()
  demo = createDemo({ port: 8080, executor: database.pool, labEveryS: 0, clock: () => new Date() })
  const { pool, url, drop } = database
  const config: AppConfig = {
    ...demo.wecom,
    origins: demo.origins,
    isOwnOrigin: origin => demo.origins.includes(origin),
    simulated: true,
    city: cityNamed('明'),
    firstLead: null,
    secureCookies: false,
  }
  const wiring = { settings: demo.wecom, fetch: demo.fetch }
  opened = await openDeps(readConfig({ HECHA_DATA: folder }), { pool, url, close: drop }, config, wiring)
  await expect(demo.seed(interrupted(opened.deps, 500))).rejects.toThrow('interrupted')
  await demo.seed(opened.deps)
}, SEEDING_MS)

afterAll(async () => {
  await opened.close()
  await database.drop()
  rmSync(folder, { recursive: true })
})

it('is ready when its groups show every message of the invented evening', async () => {
  const queued = await opened.deps.db.select().from(outgoingMessages)
  const answer = await demo.fetch(new Request(`${demo.pages.stageOrigin}/simulation/stage/messages?after=0`))
  const shown = (await answer.json()) as SimulatedMessage[]

  expect(queued.filter(message => message.state !== 'sent')).toEqual([])
  expect(shown).toHaveLength(queued.length)
  expect(shown.length).toBeGreaterThan(0)
})
