import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { EmbeddedPostgresError } from './errors.ts'

/** The user PostgreSQL runs as; null means the user of this process. */
export type Account = { uid: number; gid: number } | null

/** Users that exist on practically every Unix; the first one found is taken. */
const CANDIDATES = ['postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. Under root an unprivileged user is chosen: the owner of the cluster when there is
 * one already, else a system user.
 */
export function chooseAccount(clusterDir: string): Account {
  if (process.getuid?.() !== 0) return null
  const owner = existsSync(clusterDir) ? statSync(clusterDir) : null
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of CANDIDATES) {
    const uid = readId('-u', name)
    const gid = readId('-g', name)
    if (uid && gid) return { uid, gid }
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL 不能以 root 运行，而本机没有 postgres 或 nobody 用户；请改用普通用户 / ' +
      'PostgreSQL refuses to run as root and there is no user postgres or nobody; use an ordinary user',
    { remedy: 'another-server' },
  )
}

/** Whether the account can walk to this directory: a repository under a home of mode 0700 is out of its reach. */
export function canTraverse(account: Account, directory: string): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

function readId(flag: string, name: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return null
  }
}
