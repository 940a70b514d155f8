import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Handler } from 'hono'

/**
 * Answers a page that is asked for at every opening: compressed once, at the start, and where the phone has this very
 * page already, with 304 and no body. The headers count as part of it: a changed policy is a changed page.
 */
export function keptPage(html: string, headers: Readonly<Record<string, string>>): Handler {
  const digest = createHash('sha256').update(html).update(JSON.stringify(headers)).digest('base64url')
  const shared = { ...headers, etag: `"${digest}"`, vary: 'Accept-Encoding' }
  const bodies = [
    ['br', Uint8Array.from(brotliCompressSync(html))],
    ['gzip', Uint8Array.from(gzipSync(html, { level: 9 }))],
  ] as const
  return c => {
    if (namesTag(c.req.header('if-none-match'), digest)) return c.body(null, 304, shared)
    const accepted = c.req.header('accept-encoding') ?? ''
    const found = bodies.find(([encoding]) => accepted.includes(encoding))
    return found ? c.body(found[1], 200, { ...shared, 'content-encoding': found[0] }) : c.body(html, 200, shared)
  }
}

/** Proxies that compress make a tag a weak one; the page behind it is the same. */
const namesTag = (asked: string | undefined, digest: string) =>
  asked?.split(',').some(tag => tag.trim().replace(/^W\//, '') === `"${digest}"`) === true
