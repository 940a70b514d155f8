import type { MiddlewareHandler } from 'hono'

/**
 * Answers only where the browser asked for one of these hosts. The demo has no password: a site elsewhere that lets its name
 * point to this machine would otherwise be taken for the demo itself, by the browser too.
 */
export function ownHostsOnly(origins: readonly string[]): MiddlewareHandler {
  const hosts = new Set(origins.map(origin => new URL(origin).host))
  return async (c, next) => {
    if (hosts.has(new URL(c.req.url).host)) return next()
    return c.text('This demo answers at its own addresses only.\n', 421)
  }
}
