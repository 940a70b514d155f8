import { randomUUID } from 'node:crypto'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import type { AppConfig, Deps } from '../deps.ts'
import type { Process } from '../jobs/beat.ts'
import { failureWords } from '../errors.ts'
import { createEventFeed } from '../journal/event-feed.ts'
import type { Place } from '../privacy/places.ts'
import { createPulse } from '../pulse.ts'
import { createWecomClient } from '../wecom/client.ts'
import { createCredentialStore } from '../wecom/credential-store.ts'
import type { WecomFetch } from '../wecom/call-api.ts'
import type { Settings, WecomSettings } from './config.ts'
import { EARS } from './database/connection-budget.ts'
import { listen, openDatabase, type Database } from './database/database.ts'
import { openKeys } from './keys/open-keys.ts'
import { startParserThread } from './lists/upload-parser.ts'
import { startPasteReader } from './pastes/paste-reader.ts'
import { log } from './log.ts'
import { createMetrics } from './metrics/create-metrics.ts'
import { readCity } from './metrics/read-city.ts'
import { createSealer } from './keys/sealer.ts'
import { openDb } from './database/open-db.ts'
import { appendTo, auditFileOf } from './audit-file.ts'
import { takeDataSteps } from './keys/take-data-steps.ts'

/** The channel on which processes tell each other that there are new events. */
export const EVENT_CHANNEL = 'hecha_events'

/** What this process is called among those on the database. */
const SELF = randomUUID()

export interface OpenDeps {
  deps: Deps
  /** This process, as its jobs tell the others. */
  process: Process
  close(): Promise<void>
}

export interface WecomWiring {
  settings: WecomSettings
  /** How calls reach WeCom; the simulation is called within the process. */
  fetch?: WecomFetch
}

/** Opens database, keys and feed and puts the app's parts together. */
export async function openDeps(
  settings: Settings,
  database: Database,
  config: AppConfig,
  wecom: WecomWiring,
): Promise<OpenDeps> {
  const { pool, url } = database
  const db = openDb(pool)
  const ring = await openKeys(pool, settings)
  for (const step of await takeDataSteps(pool, ring)) log('info', 'kept values brought up to date', { step })
  const sealer = createSealer(ring, place =>
    log('error', 'a sealed value does not open', { place: placeForLog(place) }),
  )
  const onError = (cause: unknown) => log('warn', 'event feed', { cause: failureWords(cause) })
  const announce = () => pool.query('select pg_notify($1, $2)', [EVENT_CHANNEL, SELF]).then(() => undefined)
  const feed = createEventFeed(db, announce, onError)
  const ears = listen(
    url,
    EVENT_CHANNEL,
    by => by !== SELF && feed.wake('elsewhere'),
    () => feed.wake('elsewhere'),
  )
  const clock = clockOf(settings)
  const { corpId, agentId, secret, apiBase } = wecom.settings
  const client = createWecomClient({
    apiBase,
    corpId,
    agentId,
    secret,
    clock,
    store: createCredentialStore({ db, sealer, scope: `${corpId}/${agentId}` }),
    ...(wecom.fetch ? { fetch: wecom.fetch } : {}),
  })
  const parser = startParserThread()
  const pastes = startPasteReader()
  const pulse = createPulse()
  const metrics = createMetrics(() => readCity(db, pool), pulse)
  const deps: Deps = {
    db,
    clock,
    sealer,
    wecom: client,
    feed,
    config,
    log,
    pulse,
    metrics,
    parser: parser.parse,
    pasteReader: pastes.read,
  }
  const auditFile = auditFileOf(settings)
  if (auditFile !== null) deps.keepOutside = appendTo(auditFile)
  const close = async () => {
    await Promise.all([parser.close(), pastes.close()])
    await ears.close()
  }
  return { deps, process: { id: SELF, connections: pool.options.max + EARS }, close }
}

/** The machine's clock; in the simulation it may go ahead, so that a demo at night finds people to call. */
export function clockOf({ wecom, HECHA_DEMO_HOURS_AHEAD: hours }: Settings): () => Date {
  const aheadMs = wecom ? 0 : hours * HOUR_MS
  return () => new Date(Date.now() + aheadMs)
}

/** Ids alone: what a phone calls the cards of a paste may be anything. */
const placeForLog = ({ name }: Place): string => (name.startsWith('pastes.') ? 'pastes' : name)

/** The database of a server process, within what connections are left. */
export const openOwnDatabase = ({ DATABASE_URL, HECHA_DATA, HECHA_POOL: size }: Settings): Promise<Database> =>
  openDatabase({
    databaseUrl: DATABASE_URL,
    dataDir: HECHA_DATA,
    log: message => log('info', message),
    pool: { processId: SELF, ...(size === undefined ? {} : { size }) },
  })
