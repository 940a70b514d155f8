import { randomHex, refuse } from './refusal.ts'
import type { SimulationSettings } from './settings.ts'
import type { SimulatedApp } from './types.ts'

/** Who a code stands for: a member by user id, anybody else by open id. */
export type CodeBearer = { kind: 'member'; userId: string } | { kind: 'stranger'; openId: string }

interface NewCode {
  bearer: CodeBearer
  /** `null` when the authorize page was opened without an agent id. */
  agentId: number | null
  /** Host and port of the redirect address. */
  redirectHost: string
}

export interface OauthCodes {
  issue(code: NewCode): string
  /** The bearer; 40029 for a code unknown, used, too old or of another app, 50001 for a host the app does not trust. */
  use(code: string, app: SimulatedApp): CodeBearer
}

export function createOauthCodes({ clock, settings }: { clock: () => Date; settings: SimulationSettings }): OauthCodes {
  const codes = new Map<string, NewCode & { validUntil: number }>()

  function issue(code: NewCode): string {
    const value = `sim_code_${randomHex(24)}`
    codes.set(value, { ...code, validUntil: clock().getTime() + settings.codeSeconds * 1_000 })
    return value
  }

  function use(value: string, app: SimulatedApp): CodeBearer {
    const code = codes.get(value)
    if (!code || code.validUntil <= clock().getTime()) return refuse(40029)
    if (code.agentId !== null && code.agentId !== app.agentId) return refuse(40029)
    if (!app.trustedHosts.includes(code.redirectHost)) return refuse(50001)
    codes.delete(value)
    return code.bearer
  }

  return { issue, use }
}
