import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { HSTS } from '../../http/security-headers.ts'
import { keptPage } from './kept-page.ts'

export interface PagesOptions {
  /** Folder of the built pages. */
  dist: string
  /** Demo mode: pages carry the simulated client and may be framed by the stage. */
  simulation: { stageOrigin: string; phoneOrigins: readonly string[] } | null
  https: boolean
}

/** For files whose address changes with their content: a year. */
const FOR_EVER = 'public, max-age=31536000, immutable'
const ONE_DAY = 'public, max-age=86400'

/** The built H5: hashed files for ever, the page itself never kept, both with strict headers. */
export async function createPages({ dist, simulation, https }: PagesOptions): Promise<Hono> {
  const pages = new Hono()
  const hashes = await readScriptHashes(dist)
  const h5 = await (simulation ? readDemoPage(dist) : readFile(join(dist, 'index.html'), 'utf8'))
  const pageHeaders = (extra: Record<string, string>) => ({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': contentSecurityPolicy(
      hashes,
      simulation?.stageOrigin ?? null,
      extra['frame-src'] ?? null,
    ),
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()',
  })
  pages.use(compress())
  pages.use(async (c, next) => {
    await next()
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('referrer-policy', 'no-referrer')
    if (https) c.res.headers.set('strict-transport-security', HSTS)
  })
  pages.get('/', keptPage(h5, pageHeaders({})))
  pages.get('/assets/*', keptFor(FOR_EVER), serveStatic({ root: dist, precompressed: true }))
  if (simulation) {
    const stage = await readFile(join(dist, 'mock/wecom/stage/index.html'), 'utf8')
    pages.get('/stage', keptPage(stage, pageHeaders({ 'frame-src': ["'self'", ...simulation.phoneOrigins].join(' ') })))
    pages.get('/simulated-wecom.js', keptFor(FOR_EVER), serveStatic({ root: dist, precompressed: true }))
  }
  // The ownership file of WeCom's trusted domain, and icons, stand at the root.
  pages.get('/:file{[\\w.-]+\\.(txt|ico|png|svg|webmanifest)}', keptFor(ONE_DAY), serveStatic({ root: dist }))
  return pages
}

/** `serveStatic` tells of what it found when its answer is made already, so the header is set afterwards. */
function keptFor(cacheControl: string): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (c.res.ok) c.res.headers.set('cache-control', cacheControl)
  }
}

async function readScriptHashes(dist: string): Promise<string[]> {
  const file = join(dist, 'csp.json')
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as string[]) : []
}

async function readDemoPage(dist: string): Promise<string> {
  const client = await readFile(join(dist, 'simulated-wecom.js'))
  const html = await readFile(join(dist, 'index.html'), 'utf8')
  return withSimulatedClient(html, createHash('sha256').update(client).digest('hex').slice(0, 8))
}

/** In demo mode the simulated client runs before the page's own script, as the real client's bridge is there before it. */
export function withSimulatedClient(html: string, version: string): string {
  const client = `<meta name="hecha-simulated" content="true"><script defer src="/simulated-wecom.js?${version}"></script>`
  return html.replace('<head>', `<head>${client}`)
}

function contentSecurityPolicy(hashes: readonly string[], stageOrigin: string | null, frames: string | null): string {
  const inline = hashes.map(hash => `'${hash}'`).join(' ')
  return [
    "default-src 'none'",
    `script-src 'self' ${inline}`.trim(),
    `style-src 'self' ${inline}`.trim(),
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `frame-src ${frames ?? "'none'"}`,
    `frame-ancestors ${stageOrigin ?? "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
