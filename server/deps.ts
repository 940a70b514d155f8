import type { City } from '../domain/city.ts'
import type { PasteReader } from './ports/paste-reader.ts'
import type { UploadParser } from './ports/upload-parser.ts'
import type { Db } from './db/db.ts'
import type { Pulse } from './pulse.ts'
import type { Metrics } from './ports/metrics.ts'
import type { EventFeed } from './ports/event-feed.ts'
import type { WecomClient } from './ports/wecom.ts'
import type { Sealer } from './privacy/sealer.ts'

/** Settings the app needs at run time; made from the environment in `server/node/config.ts`. */
export interface AppConfig {
  /** Origins the page is served from, without trailing slash. Only these are signed, and only these may change anything. */
  origins: readonly string[]
  /** True for any host under `*.hecha.localhost` in demo mode; the phones of the stage. */
  isOwnOrigin(origin: string): boolean
  corpId: string
  agentId: number
  authorizeUrl: string
  simulated: boolean
  /** Without the areas, which are those of the unit tree (`units/city-of.ts`). */
  city: City
  /** The WeCom userid that becomes lead of the whole tree at its first log-in. */
  firstLead: string | null
  secureCookies: boolean
  /** Key of the feeds that other systems send; without it they are refused. */
  feedKey?: string | null
  /** Whether the digest of the audit is posted each day to the bulletin group of the top of the tree. */
  postsAudit?: boolean
  /** Days an audit entry is kept. */
  auditDays?: number
}

/** Structured log line: a message and codes, ids and counts. Never personal data. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, facts?: Record<string, unknown>) => void

/** What the app is made of. No part knows Node. */
export interface Deps {
  db: Db
  clock: () => Date
  sealer: Sealer
  wecom: WecomClient
  feed: EventFeed
  config: AppConfig
  log: Log
  /** What this process keeps doing. */
  pulse: Pulse
  /** The session's token where there are no cookies: in the demo inside the browser. */
  sessionToken?: () => string
  /** What this process counts of its work; none in the demo inside the browser. */
  metrics?: Metrics
  /** Appends a line to a file outside the database, which nothing here changes or shortens. Without it heads stay inside. */
  keepOutside?: (line: string) => Promise<void>
  /** Where lists are parsed; without it in the same thread. */
  parser?: UploadParser
  /** Where pasted text is read; without it in the same thread. */
  pasteReader?: PasteReader
}
