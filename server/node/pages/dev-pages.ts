import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { serveStatic } from '@hono/node-server/serve-static'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { createServer } from 'vite'
import { withSimulatedClient } from './pages.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** The pages from their sources, with hot reload; for `npm run dev` only. The simulated client comes from the last build. */
export async function createDevPages(dist: string): Promise<Hono<{ Bindings: HttpBindings }>> {
  const vite = await createServer({ root: ROOT, appType: 'custom', server: { middlewareMode: true } })
  const pages = new Hono<{ Bindings: HttpBindings }>()
  const page = async (file: string, url: string) =>
    vite.transformIndexHtml(url, await readFile(join(ROOT, file), 'utf8'))
  pages.get('/', async c => c.html(withSimulatedClient(await page('index.html', c.req.url), 'dev')))
  pages.get('/stage', async c => c.html(await page('mock/wecom/stage/index.html', '/mock/wecom/stage/index.html')))
  pages.get('/simulated-wecom.js', serveStatic({ root: dist }))
  pages.all('*', async c => {
    await new Promise<void>(done =>
      vite.middlewares(c.env.incoming, c.env.outgoing, () => notFound(c.env.outgoing, done)),
    )
    return RESPONSE_ALREADY_SENT
  })
  return pages
}

function notFound(outgoing: HttpBindings['outgoing'], done: () => void): void {
  outgoing.statusCode = 404
  outgoing.end('not found', done)
}
