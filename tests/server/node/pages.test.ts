import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPages } from '../../../server/node/pages/pages.ts'

const dist = mkdtempSync(join(tmpdir(), 'hecha-pages-'))
const PAGE = '<html><head></head><body></body></html>'
const STAGE = 'http://localhost:8080'
const PHONES = ['http://caller.hecha.localhost:8080', 'http://lead.hecha.localhost:8080']
let real: Hono
let demo: Hono

beforeAll(async () => {
  for (const folder of ['assets', 'mock/wecom/stage']) mkdirSync(join(dist, folder), { recursive: true })
  writeFileSync(join(dist, 'index.html'), PAGE)
  writeFileSync(join(dist, 'mock/wecom/stage/index.html'), '<html><head></head></html>')
  writeFileSync(join(dist, 'assets/index-1234.js'), 'export {}')
  writeFileSync(join(dist, 'simulated-wecom.js'), 'export {}')
  writeFileSync(join(dist, 'csp.json'), '["sha256-abc="]')
  real = await createPages({ dist, simulation: null, https: true })
  demo = await createPages({ dist, simulation: { stageOrigin: STAGE, phoneOrigins: PHONES }, https: false })
})
afterAll(() => rmSync(dist, { recursive: true, force: true }))

async function policyOf(pages: Hono, path: string): Promise<Record<string, string>> {
  const { headers } = await pages.request(path)
  const parts = (headers.get('content-security-policy') ?? '').split('; ')
  return Object.fromEntries(parts.map(part => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]))
}

describe('the page', () => {
  it('runs its own scripts only, is framed by nobody and frames nobody', async () => {
    expect(await policyOf(real, '/')).toEqual({
      'default-src': "'none'",
      'script-src': "'self' 'sha256-abc='",
      'style-src': "'self' 'sha256-abc='",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
    })
  })

  it('is framed by the stage in demo mode, and only by it', async () => {
    expect(await policyOf(demo, '/')).toMatchObject({ 'frame-ancestors': STAGE, 'frame-src': "'none'" })
  })

  it('is not kept and asks for no camera, microphone or place', async () => {
    const { headers } = await real.request('/')
    expect(headers.get('cache-control')).toBe('no-cache')
    expect(headers.get('permissions-policy')).toMatch(/camera=\(\), microphone=\(\), geolocation=\(\)/)
  })
})

describe('a second opening', () => {
  const open = (pages: Hono, headers: Record<string, string>) => pages.request('/', { headers })

  it('brings no page where the phone has it, and the same policy', async () => {
    const { headers } = await open(real, { 'accept-encoding': 'gzip, br' })
    const etag = headers.get('etag') ?? ''

    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await open(real, { 'if-none-match': known })
      expect([again.status, await again.text()]).toEqual([304, ''])
      expect(again.headers.get('content-security-policy')).toBe(headers.get('content-security-policy'))
    }
  })

  it('brings the page where it, or its policy, is another one', async () => {
    const etag = (await open(demo, {})).headers.get('etag') ?? ''

    expect((await open(real, { 'if-none-match': etag })).status).toBe(200)
  })

  it.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('comes compressed for a phone that takes %s', async (accepted, encoding, decompress) => {
    const answer = await open(real, { 'accept-encoding': accepted })

    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([encoding, 'Accept-Encoding'])
    expect(decompress(Buffer.from(await answer.arrayBuffer())).toString()).toBe(PAGE)
  })

  it('comes as it is for anything else', async () => {
    const answer = await open(real, {})

    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([null, PAGE])
  })
})

it('runs the simulated client before the scripts of the page without holding the page back', async () => {
  expect(await (await demo.request('/')).text()).toContain(
    '<head><meta name="hecha-simulated" content="true"><script defer',
  )
})

it('lets the stage frame the phones and itself', async () => {
  expect(await policyOf(demo, '/stage')).toMatchObject({
    'frame-src': `'self' ${PHONES.join(' ')}`,
    'script-src': "'self' 'sha256-abc='",
  })
})

it.each(['/stage', '/simulated-wecom.js'])('has no %s outside the simulation', async path => {
  expect((await real.request(path)).status).toBe(404)
  expect((await demo.request(path)).status).toBe(200)
})

it('never allows inline or evaluated code', async () => {
  for (const path of ['/', '/stage']) expect(JSON.stringify(await policyOf(demo, path))).not.toMatch(/unsafe-|\*/)
})

describe.each(['/', '/assets/index-1234.js', '/nothing'])('%s', path => {
  it('is not sniffed, gives no referrer, and promises https where it is on https', async () => {
    const [secure, plain] = [await real.request(path), await demo.request(path)]
    for (const { headers } of [secure, plain]) {
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(plain.headers.get('strict-transport-security')).toBeNull()
  })
})

it('keeps hashed files for a year', async () => {
  const { headers } = await real.request('/assets/index-1234.js')
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})
