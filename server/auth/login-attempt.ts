import { MINUTE_MS } from '../../domain/time/lengths.ts'
import { lt } from 'drizzle-orm'
import type { Work } from '../act.ts'
import { usedLogins } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'
import { LOGIN_MINUTES } from '../http/session-cookie.ts'
import { equalInConstantTime, randomHex, sha256 } from '../privacy/random.ts'
import type { Sealer } from '../privacy/sealer.ts'
import { returnToOf } from './return-to.ts'

/** A log-in under way. */
interface LoginAttempt {
  /** 24 hex digits: the second it began in, then a random number. */
  id: string
  /** What the browser keeps and shows to nobody else: a secret, and where it wants to go. */
  kept: string
  /** What travels through WeCom and back: letters and digits, at most 128. */
  state: string
}

const ID = /^[0-9a-f]{24}$/
const ID_LENGTH = 24
const SECOND_DIGITS = 8

/** Begins a log-in. Nothing is written: whoever asks a million times fills nothing. */
export async function beginLogin(
  { sealer, clock }: Pick<Work, 'sealer' | 'clock'>,
  asked: string | undefined,
): Promise<LoginAttempt> {
  const second = Math.floor(clock().getTime() / 1000)
  const id = second.toString(16).padStart(SECOND_DIGITS, '0') + randomHex((ID_LENGTH - SECOND_DIGITS) / 2)
  const kept = `${randomHex(16)}${returnToOf(asked)}`
  return { id, kept, state: id + (await proofOf(sealer, id, kept)) }
}

/** The id within a state; null where it is none of ours. */
export function idOfState(state: string): string | null {
  const id = state.slice(0, ID_LENGTH)
  return ID.test(id) ? id : null
}

/**
 * Ends a log-in, once: the state must be ours, fresh, of this browser and not used before, here or in another process.
 * Answers with where to go.
 * @throws DomainError `login_state_mismatch`
 */
export async function endLogin(
  { db, sealer, clock }: Pick<Work, 'db' | 'sealer' | 'clock'>,
  state: string,
  kept: string | undefined,
): Promise<string> {
  const id = idOfState(state)
  if (id === null || kept === undefined) throw new DomainError('login_state_mismatch')
  if (!equalInConstantTime(state, id + (await proofOf(sealer, id, kept)))) throw new DomainError('login_state_mismatch')
  const ageS = clock().getTime() / 1000 - Number.parseInt(id.slice(0, SECOND_DIGITS), 16)
  if (ageS > LOGIN_MINUTES * 60) throw new DomainError('login_state_mismatch')
  const taken = await db
    .insert(usedLogins)
    .values({ id, at: clock() })
    .onConflictDoNothing()
    .returning({ id: usedLogins.id })
  if (taken.length === 0) throw new DomainError('login_state_mismatch')
  return returnToOf(kept.slice(SECRET_LENGTH))
}

/** Forgets states that are too old to be taken again anyway. */
export async function forgetUsedLogins({ db, clock }: Pick<Work, 'db' | 'clock'>): Promise<void> {
  await db.delete(usedLogins).where(lt(usedLogins.at, new Date(clock().getTime() - 2 * LOGIN_MINUTES * MINUTE_MS)))
}

const SECRET_LENGTH = 32

/** Hex, for WeCom takes letters and digits only. */
const proofOf = (sealer: Sealer, id: string, kept: string) => sha256(sealer.hash('login', `state ${id} ${kept}`))
