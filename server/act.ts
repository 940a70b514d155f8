import type { Role, RoleGrant } from '../contract/staff.ts'
import type { City } from '../domain/city.ts'
import type { Db } from './db/db.ts'
import type { Sealer } from './privacy/sealer.ts'

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
  /** When the log-in is over if nobody asks for anything until then. */
  idleAt: Date
  grants: Grant[]
}

/** What any work needs: the database, the keys and the time. */
export interface Work {
  /** Within a change the transaction it is one with: whoever holds the work cannot write beside it. */
  readonly db: Db
  readonly sealer: Sealer
  readonly clock: () => Date
}

/** Work that a member of staff does; every use case of a person takes it first. */
export interface Act extends Work {
  readonly member: Member
  readonly city: City
}

/** Does the work in a transaction of its own, or under a savepoint where there is one already. */
export function inTransaction<W extends Work, T>(work: W, run: (work: W) => Promise<T>): Promise<T> {
  return work.db.transaction(tx => run({ ...work, db: tx }))
}

/** The communities where the member holds one of the roles. */
export function communitiesOf(member: Member, roles: readonly Role[]): string[] {
  return [...new Set(member.grants.filter(grant => roles.includes(grant.role)).flatMap(grant => grant.communityIds))]
}
