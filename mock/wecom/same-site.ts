import type { Context, Next } from 'hono'

/**
 * The stage and its phones live on one site; a page of any other must not press their buttons, demo or not.
 * Changes have to come as JSON, which other sites cannot send without asking first.
 */
export function sameSiteOnly(siteHostname: string | null) {
  return async (c: Context, next: Next) => {
    if (c.req.method !== 'POST') return next()
    const origin = c.req.header('origin')
    if (origin && !isOwn(origin, c.req.url, siteHostname)) return c.json({ error: 'foreign origin' }, 403)
    if (!c.req.header('content-type')?.startsWith('application/json')) return c.json({ error: 'JSON only' }, 415)
    return next()
  }
}

function isOwn(origin: string, requestUrl: string, siteHostname: string | null): boolean {
  if (!URL.canParse(origin)) return false
  const { host, hostname } = new URL(origin)
  if (host === new URL(requestUrl).host) return true
  return siteHostname !== null && (hostname === siteHostname || hostname.endsWith(`.${siteHostname}`))
}
