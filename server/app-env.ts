import type { City } from '../domain/city.ts'
import type { Role, RoleGrant } from '../contract/staff.ts'
import type { ParsedUpload } from './batches/import-upload.ts'
import type { UploadParser } from './batches/parse-upload.ts'
import type { Db } from './db/db.ts'
import type { EventFeed } from './journal/event-feed.ts'
import type { Sealer } from './privacy/sealer.ts'
import type { DirectorySnapshot } from './wecom/directory.ts'
import type { WecomClient } from './wecom/client.ts'

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
  /** The session's token where there are no cookies: in the demo inside the browser. */
  sessionToken?: () => string
  /** Where lists are parsed; without it in the same thread. */
  parser?: UploadParser
}

/** A role with the communities it reaches. */
export interface Grant extends RoleGrant {
  communityIds: string[]
}

/** The person behind a request. */
export interface Member {
  staffId: string
  userid: string
  name: string
  trained: boolean
  largeText: boolean
  sessionHash: string
  expiresAt: Date
  grants: Grant[]
}

export interface AppEnv {
  Variables: {
    deps: Deps
    /** Within a change: the transaction it is one with. */
    db: Db
    member: Member
    /** What the directory held when the request came; read before the transaction by the routes that need it. */
    directory: DirectorySnapshot
    /** The list that came with the request, parsed before the transaction. */
    upload: ParsedUpload
  }
}

/** The communities where the member holds one of the roles. */
export function communitiesOf(member: Member, roles: readonly Role[]): string[] {
  return [...new Set(member.grants.filter(grant => roles.includes(grant.role)).flatMap(grant => grant.communityIds))]
}
