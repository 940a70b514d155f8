import { ApiError } from '../http/api-error.ts'

const TRIED_AT = 'hecha.login-tried-at'
const LOOP_MS = 20_000

/** Where the page stands, for coming back after login. */
const here = () => location.pathname + location.hash

/** Why the login that has just been tried failed (`/?login=code`), or null. All sentences are fetched for it alone. */
export async function loginRefusal(): Promise<ApiError | null> {
  const told = new URLSearchParams(location.search).get('login')
  if (told === null) return null
  const errors = await import('../../contract/errors.ts').catch(() => null)
  const code = errors?.ERROR_CODES.find(known => known === told)
  return errors && code ? new ApiError(code, errors.ERROR_SENTENCES[code]) : null
}

/** Open the page anew, without the refusal in its address. */
export function startOver(): void {
  sessionStorage.removeItem(TRIED_AT)
  if (location.search) location.replace(`/${location.hash}`)
  else location.reload()
}

/**
 * Leave for WeCom's login and come back to this very place. Returns false, and stays, where a login has just been
 * tried: a refused cookie or a wrong setting would send the page round and round.
 */
export function goToLogin(): boolean {
  const triedAt = Number(sessionStorage.getItem(TRIED_AT) ?? 0)
  if (Date.now() - triedAt < LOOP_MS) return false
  sessionStorage.setItem(TRIED_AT, String(Date.now()))
  location.replace(`/api/auth/login?returnTo=${encodeURIComponent(here())}`)
  return true
}

/** Logged in: the next expiry may go to login again at once. */
export function loginWorked(): void {
  sessionStorage.removeItem(TRIED_AT)
}
