import type { Context } from 'hono'

import { createChats, type Chats } from './chats.ts'
import { createIssuedCredentials, type IssuedCredentials } from './credentials.ts'
import { createDirectoryView, type DirectoryView } from './directory.ts'
import { createFaults, type Faults } from './faults.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { createFrequency, type Frequency } from './frequency.ts'
import { createOauthCodes, type OauthCodes } from './oauth-codes.ts'
import { createPhones, type Phones } from './phones.ts'
import { refuse } from './refusal.ts'
import { DEFAULT_SETTINGS, type SimulationSettings } from './settings.ts'
import type { SimulationStore } from './store.ts'
import type { SimulatedApp, SimulatedDirectory } from './types.ts'

/** Everything the simulated service knows, shared by its routes. */
export interface Simulation {
  clock: () => Date
  settings: SimulationSettings
  directory: DirectoryView
  credentials: IssuedCredentials
  codes: OauthCodes
  chats: Chats
  phones: Phones
  faults: Faults
  frequency: Frequency
  /** Reads what outlived the last run; once, before the first answer. */
  ready(): Promise<void>
}

export interface SimulationOptions {
  directory: SimulatedDirectory
  clock: () => Date
  store: SimulationStore
  settings?: Partial<SimulationSettings>
}

export function createSimulation({ directory, clock, store, settings = {} }: SimulationOptions): Simulation {
  const allSettings = { ...DEFAULT_SETTINGS, ...settings }
  const credentials = createIssuedCredentials({ clock, settings: allSettings, store })
  const chats = createChats({ store, clock })
  let loading: Promise<void> | null = null

  async function load(): Promise<void> {
    const saved = await store.load()
    credentials.restore(saved.credentials)
    chats.restore(saved.groups, saved.messages)
    await chats.seed(directory.groups)
  }

  return {
    clock,
    settings: allSettings,
    directory: createDirectoryView(directory),
    credentials,
    codes: createOauthCodes({ clock, settings: allSettings }),
    chats,
    phones: createPhones(directory.phones),
    faults: createFaults(),
    frequency: createFrequency(clock),
    ready: () => (loading ??= load()),
  }
}

/** The app whose token came in the query, after the checks every data API makes. Bodies are not searched for tokens. */
export function authenticate(simulation: Simulation, c: Context): SimulatedApp {
  const token = c.req.query('access_token') ?? ''
  if (token === '') return refuse(41001)
  const app = simulation.directory.findApp(simulation.credentials.getTokenAgent(token))
  if (!app) return refuse(40014)
  const { trustedIps } = simulation.settings
  if (trustedIps && !trustedIps.includes(callerIp(c))) return refuse(60020)
  return app
}

/** Counts one call of an API for the whole corp. */
export function countCall({ frequency, settings }: Simulation, api: string): void {
  if (settings.callsPerMinute === null) return
  if (!frequency.take(`call ${api}`, settings.callsPerMinute, MINUTE_MS)) refuse(45009)
}

/** In process there is no connection to ask, so a header says where a test pretends to call from. */
export function callerIp(c: Context): string {
  return c.req.header('x-forwarded-for')?.split(',')[0]?.trim() || '127.0.0.1'
}
