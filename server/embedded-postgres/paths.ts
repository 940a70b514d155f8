import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

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

export function preparePaths(dataDir: string): Paths {
  const root = resolve(dataDir)
  const paths = {
    cluster: join(root, 'postgres'),
    run: join(root, 'postgres-run'),
    log: join(root, 'postgres.log'),
    password: join(root, 'postgres', 'hecha.password'),
    pidFile: join(root, 'postgres', 'postmaster.pid'),
  }
  mkdirSync(paths.run, { recursive: true, mode: 0o700 })
  return paths
}
