import { WecomError } from '../ports/wecom-error.ts'

/** WeCom may end a credential a little before the time it named; WxJava uses the same margin. */
const EARLY_MS = 200_000

/** Wrong-secret calls can ban our address for an hour, so after a refusal the next try waits. */
const REFUSED_PAUSE_MS = 60_000

export type CredentialKind = 'access_token' | 'corp_ticket' | 'agent_ticket'

export interface Credential {
  value: string
  expiresAt: Date
}

export interface CredentialRows {
  read(kind: CredentialKind): Promise<Credential | null>
  write(kind: CredentialKind, value: string, expiresAt: Date): Promise<void>
  /** Forgets the credential if it still is this one: another process may have replaced it already. */
  drop(kind: CredentialKind, value: string): Promise<void>
}

/** Where the token and the two tickets of one app are kept for all processes. */
export interface CredentialStore extends CredentialRows {
  /** Runs `fn` while no other process is in here for the same kind. `fn` must use the rows it is given. */
  withLock<T>(kind: CredentialKind, fn: (rows: CredentialRows) => Promise<T>): Promise<T>
}

/** `expiresInS` is WeCom's `expires_in`, in seconds. */
interface FreshCredential {
  value: string
  expiresInS: number
}

export interface CredentialsOptions {
  store: CredentialStore
  clock: () => Date
  fetchToken: () => Promise<FreshCredential>
  fetchTicket: (kind: 'corp_ticket' | 'agent_ticket', token: string) => Promise<FreshCredential>
}

export interface Credentials {
  /** Runs one call with the token; when WeCom says it died early, drops that token and runs the call once more. */
  withToken<T>(call: (token: string) => Promise<T>): Promise<T>
  getTicket(kind: 'corp_ticket' | 'agent_ticket'): Promise<string>
}

/** Token and tickets, each fetched once however many ask at the same time, in this process and in the others. */
export function createCredentials({ store, clock, fetchToken, fetchTicket }: CredentialsOptions): Credentials {
  const pending = new Map<CredentialKind, Promise<string>>()
  let refused: { error: WecomError; until: number } | null = null

  async function obtain(kind: CredentialKind, fetchFresh: () => Promise<FreshCredential>): Promise<string> {
    const kept = usable(await store.read(kind))
    return kept ?? oncePerProcess(kind, () => fetchUnderLock(kind, fetchFresh))
  }

  function oncePerProcess(kind: CredentialKind, start: () => Promise<string>): Promise<string> {
    const running = pending.get(kind)
    if (running) return running
    const promise = start().finally(() => pending.delete(kind))
    pending.set(kind, promise)
    return promise
  }

  function fetchUnderLock(kind: CredentialKind, fetchFresh: () => Promise<FreshCredential>): Promise<string> {
    return store.withLock(kind, async rows => {
      const kept = usable(await rows.read(kind))
      if (kept !== null) return kept
      const { value, expiresInS } = await fetchFresh()
      await rows.write(kind, value, new Date(clock().getTime() + expiresInS * 1_000))
      return value
    })
  }

  function usable(credential: Credential | null): string | null {
    if (!credential || credential.expiresAt.getTime() - EARLY_MS <= clock().getTime()) return null
    return credential.value
  }

  async function fetchTokenUnlessRefused(): Promise<FreshCredential> {
    if (refused && clock().getTime() < refused.until) throw refused.error
    try {
      return await fetchToken()
    } catch (cause) {
      if (cause instanceof WecomError && cause.reaction === 'stop') {
        refused = { error: cause, until: clock().getTime() + REFUSED_PAUSE_MS }
      }
      throw cause
    }
  }

  async function withToken<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await obtain('access_token', fetchTokenUnlessRefused)
    try {
      return await call(token)
    } catch (cause) {
      if (!(cause instanceof WecomError) || cause.reaction !== 'refresh') throw cause
      await store.drop('access_token', token)
      return call(await obtain('access_token', fetchTokenUnlessRefused))
    }
  }

  return {
    withToken,
    // The token comes first and the ticket's lock second: a store may need a connection for each lock it holds.
    getTicket: kind => withToken(token => obtain(kind, () => fetchTicket(kind, token))),
  }
}
