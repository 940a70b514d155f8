import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The process number of the server on this directory; 0 while there is none. */
export function readPostmasterPid(dataDir: string): number {
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0
}
