import { spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { readFile, rm } from 'node:fs/promises'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { extname, join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'

const ROOT = resolve(import.meta.dirname, '../..')
const FOLDER = 'test-results/static-demo'
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}

/** Plain files, as any static host would serve them. */
async function serveFiles(): Promise<Server> {
  const server = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    readFile(join(ROOT, FOLDER, path === '/' ? 'index.html' : path)).then(
      body => answer.setHeader('content-type', TYPES[extname(path || '.html')] ?? 'text/html').end(body),
      () => answer.writeHead(404).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

test('the demo without a server runs the same server inside the page', async ({ page }) => {
  test.setTimeout(240_000)
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const build = spawnSync(
    process.execPath,
    [vite, 'build', '--mode', 'static-demo', '--outDir', FOLDER, '--logLevel', 'error'],
    { cwd: ROOT },
  )
  expect(build.status, String(build.stderr)).toBe(0)
  const server = await serveFiles()
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`)

    await expect(page.getByRole('button', { name: /开始拨打/ })).toBeVisible({ timeout: 120_000 })
    await expect(page.getByText('模拟环境').first()).toBeVisible()
    await page.getByRole('link', { name: '进度' }).click()
    await expect(page.getByText(/匹配率/).first()).toBeVisible()
  } finally {
    server.close()
    await rm(join(ROOT, FOLDER), { recursive: true, force: true })
  }
})
