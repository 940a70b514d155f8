const TRIED_AT = 'hecha.login-tried-at'
const LOOP_MS = 20_000

/** Where the page stands, for coming back after login. */
const here = () => location.pathname + location.search + location.hash

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
