import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'

interface Limit {
  name: string
  /** Requests of one key within a window. */
  limit: number
  windowS: number
  keyOf(c: Context<AppEnv>): string
}

interface Window {
  endsAt: number
  count: number
}

/** Of more keys than this the oldest are forgotten: a flood of them must neither fill the memory nor make all others new. */
const MAX_KEYS = 20_000

/** Windows of one app. Each process counts for itself: with several, the limit is that many times as high. */
const windowsOf = new WeakMap<Deps, Map<string, Window>>()

/**
 * A check that refuses with `rate_limited` what comes too often, in fixed windows. In memory: it slows guessing down; what
 * must hold exactly, such as the looks an hour, is counted in the database.
 */
export function createLimit({ name, limit, windowS, keyOf }: Limit): (c: Context<AppEnv>) => Promise<void> {
  return async c => {
    const now = c.var.deps.clock().getTime()
    const windows = windowsIn(c.var.deps)
    const key = `${name} ${keyOf(c)}`
    const open = windows.get(key)
    const window = open && open.endsAt > now ? open : { endsAt: now + windowS * 1000, count: 0 }
    window.count += 1
    windows.set(key, window)
    if (window.count > limit) throw new DomainError('rate_limited')
  }
}

/** The address the nearest proxy saw; one key for all where there is none. What is before the last comma anybody can write. */
export const addressOf = (c: Context<AppEnv>): string =>
  c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'direct'

function windowsIn(deps: Deps): Map<string, Window> {
  const windows = windowsOf.get(deps) ?? new Map<string, Window>()
  windowsOf.set(deps, windows)
  const [oldest] = windows.keys()
  if (windows.size >= MAX_KEYS && oldest !== undefined) windows.delete(oldest)
  return windows
}
