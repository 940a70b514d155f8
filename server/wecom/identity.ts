import { IdentityAnswer } from './answers.ts'
import type { ApiCaller } from './call-api.ts'
import type { Credentials } from './credentials.ts'
import type { WecomIdentity } from '../ports/wecom.ts'
import { WecomError } from '../ports/wecom-error.ts'

/** `user` for private deployments, which have no `auth/*`; `auto` finds out. */
export type IdentityPath = 'auth' | 'user' | 'auto'

const API = { auth: 'auth/getuserinfo', user: 'user/getuserinfo' } as const

/** API retired or not there: what a deployment without the newer path may answer besides HTTP 404. */
const RETIRED = 48005

/**
 * Who logged in with this OAuth code. A member may still be outside the app's visible range (document 91023).
 * The returned function throws WecomError 40029 for a code that is used, expired or invented.
 */
export function createIdentityReader(call: ApiCaller, { withToken }: Credentials, path: IdentityPath) {
  let known: 'auth' | 'user' | null = path === 'auto' ? null : path

  async function readFrom(which: 'auth' | 'user', code: string): Promise<WecomIdentity> {
    const userId = await withToken(token =>
      call({ api: API[which], query: { access_token: token, code }, answer: IdentityAnswer }),
    )
    known = which
    // members of a linked corp come as `CorpId/userid`
    return userId === '' || userId.includes('/') ? { kind: 'stranger' } : { kind: 'member', userId }
  }

  return async function getUserIdByCode(code: string): Promise<WecomIdentity> {
    if (known) return readFrom(known, code)
    try {
      return await readFrom('auth', code)
    } catch (cause) {
      if (!isMissing(cause)) throw cause
      return readFrom('user', code)
    }
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof WecomError && (cause.status === 404 || cause.errcode === RETIRED)
}
