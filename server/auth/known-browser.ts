import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.ts'
import { addressOf, createLimit } from '../http/rate-limit.ts'
import { readBrowserCookie, writeBrowserCookie } from '../http/session-cookie.ts'
import { equalInConstantTime, randomHex, sha256 } from '../privacy/random.ts'

/** Each exchange asks WeCom, which answers so many a minute for the whole corp. A whole office behind one address logs in at eight. */
const limitStrangers = createLimit({ name: 'login', limit: 300, windowS: 60, keyOf: addressOf })

/** A browser that somebody has logged in with before counts for itself: a flood from beside it does not lock it out. */
const limitKnown = createLimit({ name: 'login again', limit: 20, windowS: 60, keyOf: c => readBrowserCookie(c) ?? '' })

const MARK_LENGTH = 32

/**
 * Counts one exchange of a code.
 * @throws DomainError `rate_limited`
 */
export async function limitExchanges(c: Context<AppEnv>): Promise<void> {
  await ((await isKnown(c)) ? limitKnown(c) : limitStrangers(c))
}

/** Marks the browser as one that people log in with: a random number that says nothing about who, and that nobody stores. */
export async function markBrowser(c: Context<AppEnv>): Promise<void> {
  if (await isKnown(c)) return
  const mark = randomHex(MARK_LENGTH / 2)
  writeBrowserCookie(c, mark + (await proofOf(c, mark)))
}

async function isKnown(c: Context<AppEnv>): Promise<boolean> {
  const cookie = readBrowserCookie(c) ?? ''
  const mark = cookie.slice(0, MARK_LENGTH)
  return equalInConstantTime(cookie, mark + (await proofOf(c, mark)))
}

const proofOf = (c: Context<AppEnv>, mark: string) => sha256(c.var.deps.sealer.hash('login', `browser ${mark}`))
