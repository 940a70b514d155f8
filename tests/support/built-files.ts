import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const DIST = resolve(import.meta.dirname, '../../dist')

/** What was built. `npm test` runs the tests of it once more after the build, and then there must be something. */
export function builtFiles(kinds: RegExp): string[] {
  if (process.env['HECHA_BUILT'] === undefined && !existsSync(DIST)) return []
  return readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && kinds.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
}
