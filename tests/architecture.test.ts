import { describe, expect, it } from 'vitest'
import { importsOf, isNodeModule, listSourceFiles, type Import } from './support/source-files.ts'

const FOLDERS = ['contract', 'domain', 'server', 'mock', 'src']
const ENDINGS = ['.ts', '.vue', '.mjs']

interface Layer {
  name: string
  /** The files it is made of; the first layer that fits a file is its own. */
  files: RegExp
  /** What its files may import, besides packages that do not know Node. */
  may: RegExp
  /** Only these packages; none named: any that does not know Node. */
  packages?: RegExp
  knowsNode?: true
}

/** The table of `reference/style.md`. `src` reads from left to right: lib, api, stores, composables. */
const LAYERS: readonly Layer[] = [
  { name: 'contract', files: /^contract\//, may: /^contract\//, packages: /^valibot$/ },
  { name: 'domain', files: /^domain\//, may: /^(domain|contract)\//, packages: /^dayjs(\/|$)/ },
  {
    name: 'server on Node',
    files: /^server\/(node\.ts$|node\/|embedded-postgres\/)/,
    may: /^(server|domain|contract)\//,
    knowsNode: true,
  },
  {
    name: 'server',
    files: /^server\//,
    may: /^(server\/(?!node\.ts$|node\/|embedded-postgres\/)|domain\/|contract\/)/,
  },
  { name: 'mock', files: /^mock\//, may: /^(mock|server\/(?!node\.ts$|embedded-postgres\/)|domain|contract)\b/ },
  // The names of the icons are a table, kept beside their drawings.
  { name: 'lib', files: /^src\/lib\//, may: /^(src\/lib|domain|contract)\/|^src\/components\/icons\/icons\.ts$/ },
  { name: 'api', files: /^src\/api\//, may: /^(src\/(lib|api)|domain|contract)\// },
  { name: 'stores', files: /^src\/stores\//, may: /^(src\/(lib(?!\/http\.ts)|api|stores|wecom)|domain|contract)\// },
  {
    name: 'composables',
    files: /^src\/composables\//,
    may: /^(src\/(lib(?!\/http\.ts)|api|stores|composables|wecom|privacy)|domain|contract)\//,
  },
  {
    name: 'components',
    files: /^src\/components\//,
    may: /^(src\/(lib(?!\/http\.ts)|composables|components)|contract)\//,
  },
  {
    name: 'views',
    files: /^src\/views\//,
    may: /^(src\/(lib(?!\/http\.ts)|stores|composables|components|views|wecom|privacy)|contract)\//,
  },
  { name: 'the rest of src', files: /^src\//, may: /^(src|domain|contract)\b/ },
]

/** Two doors, both dynamic: the demo on Node, and the server in the browser behind a build flag. */
const DOORS: Record<string, RegExp> = { 'server/node.ts': /^mock\//, 'src/main.ts': /^mock\/browser\.ts$/ }

/** `tests`, `bench` and the build are free, and nothing is built on them. */
const OURS = /^(contract|domain|server|mock|src|tests|bench|\.ci)\//

/** Packages that only run on Node. */
const NODE_PACKAGES =
  /^(pg|@hono\/node-server|embedded-postgres|@embedded-postgres|tsx)(\/|$)|^drizzle-orm\/node-postgres/

const files = listSourceFiles(FOLDERS, ENDINGS)

describe('who may import whom', () => {
  it.each(LAYERS.map(layer => [layer.name, layer] as const))('%s imports what the table allows', (_name, layer) => {
    const own = files.filter(file => LAYERS.find(other => other.files.test(file.path)) === layer)

    expect(
      own
        .flatMap(importsOf)
        .filter(entry => !isAllowed(layer, entry))
        .map(offence),
    ).toEqual([])
  })

  it('finds imports in every way they are written', () => {
    const lines = [
      "import { a } from './a.ts'",
      "import type { B } from '../b.ts'",
      "export * from './c.ts'",
      "} from './d.ts'",
      "import './e.css'",
      "const { f } = await import('../f.ts')",
      "import pg from 'pg'",
    ]

    expect(importsOf({ path: 'server/tasks/x.ts', lines }).map(entry => [entry.target, entry.dynamic])).toEqual([
      ['server/tasks/a.ts', false],
      ['server/b.ts', false],
      ['server/tasks/c.ts', false],
      ['server/tasks/d.ts', false],
      ['server/tasks/e.css', false],
      ['server/f.ts', true],
      ['pg', false],
    ])
  })

  it.each([
    ['contract/a.ts', 'dayjs'],
    ['domain/a.ts', 'server/errors.ts'],
    ['domain/a.ts', 'vue'],
    ['server/tasks/a.ts', 'node:fs'],
    ['server/tasks/a.ts', 'fs'],
    ['server/tasks/a.ts', 'pg'],
    ['server/app.ts', 'server/node/sealer.ts'],
    ['server/app.ts', 'mock/demo.ts'],
    ['mock/demo.ts', 'src/main.ts'],
    ['src/views/a.ts', 'src/api/tasks.ts'],
    ['src/components/a.ts', 'src/stores/tasks.ts'],
    ['src/stores/a.ts', 'src/lib/http.ts'],
    ['src/lib/a.ts', 'server/errors.ts'],
    ['src/main.ts', 'mock/browser.ts'],
    ['server/node.ts', 'mock/demo.ts'],
    ['server/app.ts', 'tests/support/app.ts'],
  ])('refuses that %s imports %s', (path, target) => {
    const layer = LAYERS.find(one => one.files.test(path))

    expect(layer && isAllowed(layer, { path, line: 1, target, dynamic: false })).toBe(false)
  })
})

describe('files', () => {
  const all = listSourceFiles([...FOLDERS, 'tests', 'bench', '.ci'], [...ENDINGS, '.css'])

  it('are named in kebab-case, components in PascalCase, composables useLikeThis', () => {
    const wrong = all.map(file => file.path).filter(path => !isWellNamed(path))

    expect(wrong).toEqual([])
  })

  it('keep below 300 lines unless they are tables or fixtures', () => {
    const long = all.filter(({ path, lines }) => lines.length > MAX_LINES && !TABLES.test(path))

    expect(long.map(({ path, lines }) => `${path}: ${lines.length} lines`)).toEqual([])
  })
})

const MAX_LINES = 300

/** Tables of words, of rules each with its example, of cases, of styles and of invented people may be long. */
const TABLES =
  /^tests\/fixtures\/|^mock\/seed\/|lexicon\.ts$|-words\.ts$|^domain\/report-text\/|\.css$|^tests\/domain\/.*\.test\.ts$/

function isAllowed(layer: Layer, { path, target, dynamic }: Import): boolean {
  if (dynamic && DOORS[path]?.test(target)) return true
  if (OURS.test(target)) return layer.may.test(target)
  if (layer.packages) return layer.packages.test(target)
  return layer.knowsNode === true || !(isNodeModule(target) || NODE_PACKAGES.test(target))
}

const offence = ({ path, line, target }: Import) => `${path}:${line} imports ${target}`

function isWellNamed(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.endsWith('.vue')) return /^[A-Z][A-Za-z0-9]*\.vue$/.test(name)
  return /^(use[A-Z][A-Za-z0-9]*|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)+$/.test(name)
}
