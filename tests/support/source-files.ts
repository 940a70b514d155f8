import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the top of the repository, with `/`. */
  path: string
  lines: string[]
}

export interface Import {
  path: string
  line: number
  /** A file from the top of the repository, or the name of a package as it is written. */
  target: string
  dynamic: boolean
}

/** Every file below those folders that are there, whose name ends in one of the endings. */
export function listSourceFiles(folders: readonly string[], endings: readonly string[]): SourceFile[] {
  const there = folders.filter(folder => existsSync(join(ROOT, folder)))
  const paths = there.flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && endings.some(ending => entry.name.endsWith(ending)))
      .map(entry => posix.join(folder, entry.parentPath.slice(join(ROOT, folder).length), entry.name)),
  )
  return paths
    .sort()
    .map(path => ({ path, lines: readFileSync(join(ROOT, path), 'utf8').replace(/\n$/, '').split('\n') }))
}

const STATIC = /(?:^|[;}\s])(?:import|export)\b[^'"]*?\bfrom\s*['"]([^'"]+)['"]|^\s*(?:\}\s*)?from\s*['"]([^'"]+)['"]/
const BARE = /^\s*import\s*['"]([^'"]+)['"]/
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/

/** What a file imports, types included, line by line: the code is formatted, so a specifier stands on the line of its `from`. */
export function importsOf({ path, lines }: SourceFile): Import[] {
  return lines.flatMap((text, index) => {
    const found = STATIC.exec(text) ?? /^\} from ['"]([^'"]+)['"]/.exec(text) ?? BARE.exec(text)
    const dynamic = DYNAMIC.exec(text)
    const specifier = found?.[1] ?? found?.[2] ?? dynamic?.[1]
    if (specifier === undefined) return []
    return [{ path, line: index + 1, target: resolve(path, specifier), dynamic: !found }]
  })
}

export function isNodeModule(target: string): boolean {
  return target.startsWith('node:') || builtinModules.includes(target.split('/')[0] ?? '')
}

const resolve = (path: string, specifier: string) =>
  specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier
