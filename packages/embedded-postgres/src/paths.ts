import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { EmbeddedPostgresError } from './errors.ts'

/** Where the parts of one embedded server lie under the data directory. */
export interface Paths {
  /** PostgreSQL's own directory, owned by the account it runs as. */
  cluster: string
  /** Locks and notes about who uses the server. */
  run: string
  log: string
  /** Superuser's password, 0600; inside the cluster, so that the two are never apart. */
  password: string
  pidFile: string
}

/** `name` is that of the superuser, whose password lies in `NAME.password`. */
export function preparePaths(dataDir: string, name: string): Paths {
  const root = resolve(dataDir)
  const paths = {
    cluster: join(root, 'postgres'),
    run: join(root, 'postgres-run'),
    log: join(root, 'postgres.log'),
    password: join(root, 'postgres', `${name}.password`),
    pidFile: join(root, 'postgres', 'postmaster.pid'),
  }
  makeFolder(paths.run)
  return paths
}

/** Also finds out early when the data directory belongs to somebody else, such as root. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `数据目录不可写：${folder}（是否属于另一个用户？） / cannot write to ${folder}; does it belong to another user?`,
      { cause, remedy: 'another-directory' },
    )
  }
}
