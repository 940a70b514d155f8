import { randomHex, refuse } from './refusal.ts'
import type { SimulationSettings } from './settings.ts'
import type { SimulationStore } from './store.ts'
import type { IssuedCredential, IssuedKind } from './types.ts'

export interface IssuedCredentials {
  restore(saved: readonly IssuedCredential[]): void
  /** The running one while it is valid, as the service documents, else a new one. Seconds left come with it. */
  issue(kind: IssuedKind, agentId: number): Promise<{ value: string; expiresIn: number }>
  /** The app a token belongs to; 40014 when unknown, 42001 when its time is over. */
  getTokenAgent(token: string): number
  /** Tickets that sign right now: the app's own, or the corp's whichever app fetched it. */
  listTickets(kind: 'corp_ticket' | 'agent_ticket', agentId: number | null): string[]
  /** Ends every token and ticket before its time, or those of one kind. */
  revokeNow(kind?: IssuedKind): Promise<void>
}

export interface IssuedCredentialsOptions {
  clock: () => Date
  settings: SimulationSettings
  store: SimulationStore
}

export function createIssuedCredentials({ clock, settings, store }: IssuedCredentialsOptions): IssuedCredentials {
  let issued: IssuedCredential[] = []

  function isValid(credential: IssuedCredential): boolean {
    return new Date(credential.expiresAt) > clock()
  }

  async function issue(kind: IssuedKind, agentId: number) {
    const kept = issued.find(one => one.kind === kind && one.agentId === agentId && isValid(one))
    const credential = kept ?? (await makeCredential(kind, agentId))
    const expiresIn = Math.floor((new Date(credential.expiresAt).getTime() - clock().getTime()) / 1_000)
    return { value: credential.value, expiresIn }
  }

  async function makeCredential(kind: IssuedKind, agentId: number): Promise<IssuedCredential> {
    const seconds = kind === 'access_token' ? settings.tokenSeconds : settings.ticketSeconds
    const expiresAt = new Date(clock().getTime() + seconds * 1_000).toISOString()
    const credential = { kind, value: `sim_${kind}_${randomHex(24)}`, agentId, expiresAt }
    issued.push(credential)
    await store.saveCredential(credential)
    return credential
  }

  function getTokenAgent(token: string): number {
    const credential = issued.find(one => one.kind === 'access_token' && one.value === token)
    if (!credential) return refuse(40014)
    return isValid(credential) ? credential.agentId : refuse(42001)
  }

  function listTickets(kind: 'corp_ticket' | 'agent_ticket', agentId: number | null): string[] {
    return issued
      .filter(one => one.kind === kind && isValid(one) && (agentId === null || one.agentId === agentId))
      .map(one => one.value)
  }

  async function revokeNow(kind?: IssuedKind): Promise<void> {
    const revoked = issued.filter(one => kind === undefined || one.kind === kind)
    issued = issued.filter(one => !revoked.includes(one))
    for (const { value } of revoked) await store.dropCredential(value)
  }

  return { restore: saved => void (issued = [...saved]), issue, getTokenAgent, listTickets, revokeNow }
}
