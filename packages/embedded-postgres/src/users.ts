import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { identify, isAlive } from './processes.ts'

const PREFIX = 'user-'

/** Notes that this process uses the server; the last user to leave stops it. Call under the start lock. */
export function enter(directory: string): () => void {
  const file = join(directory, PREFIX + randomUUID())
  writeFileSync(file, JSON.stringify({ pid: process.pid, identity: identify(process.pid) }))
  return () => rmSync(file, { force: true })
}

/** How many living processes use the server; forgets those that were killed. Call under the start lock. */
export function countUsers(directory: string): number {
  const files = readdirSync(directory).filter(name => name.startsWith(PREFIX))
  return files.filter(name => isPresent(join(directory, name))).length
}

function isPresent(file: string): boolean {
  try {
    const user = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; identity: string }
    if (isAlive(user.pid, user.identity)) return true
  } catch {
    // Torn by a power cut; whoever wrote it is gone.
  }
  rmSync(file, { force: true })
  return false
}
