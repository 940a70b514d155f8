/** How strict and how fast the simulated service is. Every number follows the published limits unless a test changes it. */
export interface SimulationSettings {
  tokenSeconds: number
  ticketSeconds: number
  codeSeconds: number
  /** No `/cgi-bin/auth/*`, as on private deployments. */
  privateMode: boolean
  /** Callers allowed to use data APIs; `null` allows all. */
  trustedIps: readonly string[] | null
  /** Calls of one API per minute before 45009; `null` does not count. */
  callsPerMinute: number | null
  ticketsPerHour: number
  groupsPerDay: number
  /** Messages of one app that one member gets per minute; more are dropped without a word. */
  messagesPerMemberPerMinute: number
  webhookPerMinute: number
  /** Wrong secrets from one address before it is locked for an hour; `null` never locks. */
  wrongSecretsBeforeLock: number | null
  /** Clients from 5.0.6 on highlight mentions in app groups. */
  clientShowsMentions: boolean
}

export const DEFAULT_SETTINGS: SimulationSettings = {
  tokenSeconds: 7_200,
  ticketSeconds: 7_200,
  codeSeconds: 300,
  privateMode: false,
  trustedIps: null,
  callsPerMinute: null,
  ticketsPerHour: 100,
  groupsPerDay: 1_000,
  messagesPerMemberPerMinute: 200,
  webhookPerMinute: 20,
  wrongSecretsBeforeLock: null,
  clientShowsMentions: true,
}
