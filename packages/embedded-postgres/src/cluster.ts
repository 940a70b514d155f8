import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { binary } from './binaries.ts'
import { EmbeddedPostgresError } from './errors.ts'
import type { Paths } from './paths.ts'
import { reachable, type Reach } from './run-as.ts'

const STAGING = 'postgres-new-'

export interface InitOptions {
  account: Account
  /** The superuser. */
  name: string
  fsync: boolean
}

/**
 * Makes the cluster when there is none. It is made in a folder beside and moved in place whole, so a process killed
 * half-way leaves nothing that looks like a database. Call under the start lock.
 */
export async function ensureCluster(paths: Paths, native: string, options: InitOptions): Promise<void> {
  const { account } = options
  if (existsSync(join(paths.cluster, 'PG_VERSION'))) return
  const root = dirname(paths.cluster)
  removeStaging(root)
  const staging = join(root, STAGING + randomBytes(6).toString('hex'))
  makeOwned(staging, account)

  const password = randomBytes(32).toString('hex')
  writeOwned(join(staging, 'password'), password, account)
  await reachable(account, staging, reach => runInitdb(native, reach, options))

  writeOwned(join(staging, 'cluster', basename(paths.password)), password, account)
  renameSync(join(staging, 'cluster'), paths.cluster)
  rmSync(staging, { recursive: true })
}

export function readPassword(paths: Paths): string {
  try {
    return readFileSync(paths.password, 'utf8').trim()
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `读不到数据库密码文件 ${paths.password}（是否换了用户？） / ` +
        `cannot read the password file ${paths.password}; was the data directory made by another user?`,
      { cause },
    )
  }
}

/** The same order of text on every machine: PostgreSQL's own C.UTF-8. Only Linux is sure to know the name as a libc locale. */
function localeFlags(): string[] {
  if (process.platform === 'linux') return ['--locale-provider=builtin', '--locale=C.UTF-8']
  return ['--locale-provider=builtin', '--locale=C', '--builtin-locale=C.UTF-8']
}

function runInitdb(native: string, { path, descriptor }: Reach, { account, name, fsync }: InitOptions): Promise<void> {
  const options = [
    '-E',
    'UTF8',
    ...localeFlags(),
    '-A',
    'scram-sha-256',
    '-U',
    name,
    '--no-instructions',
    ...(fsync ? [] : ['--no-sync']),
  ]
  const child = spawn(binary(native, 'initdb'), ['-D', `${path}/cluster`, `--pwfile=${path}/password`, ...options], {
    ...account,
    cwd: '/',
    env: cleanEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', descriptor ?? 'ignore'],
  })
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.on('error', reject)
    child.on('close', code => {
      if (code === 0) resolve()
      else reject(new EmbeddedPostgresError(`建立数据库失败 / initdb failed: ${complaint.trim()}`))
    })
  })
}

/** PGDATA, PGPORT and their like in the environment would point PostgreSQL elsewhere. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')))
}

function makeOwned(directory: string, account: Account): void {
  mkdirSync(directory, { mode: 0o700 })
  if (account) chownSync(directory, account.uid, account.gid)
}

function writeOwned(file: string, text: string, account: Account): void {
  writeFileSync(file, text, { mode: 0o600 })
  if (account) chownSync(file, account.uid, account.gid)
}

function removeStaging(root: string): void {
  for (const name of readdirSync(root).filter(name => name.startsWith(STAGING))) {
    rmSync(join(root, name), { recursive: true, force: true })
  }
}
