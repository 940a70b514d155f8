import { describe, expect, it } from 'vitest'
import {
  DOORS,
  ENDINGS,
  FLOORS,
  FOLDERS,
  LAYERS,
  NODE_PACKAGES,
  OURS,
  ROUTES,
  TIES,
  type Layer,
} from './support/rooms.ts'
import { importsOf, isNodeModule, listSourceFiles, type Import, type SourceFile } from './support/source-files.ts'

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
    ['server/app.ts', 'server/node/keys/sealer.ts'],
    ['server/app.ts', 'mock/demo.ts'],
    ['mock/demo.ts', 'src/main.ts'],
    ['server/app.ts', 'packages/embedded-postgres/src/index.ts'],
    ['server/app.ts', 'postgres-child'],
    ['packages/embedded-postgres/src/a.ts', 'server/errors.ts'],
    ['src/ui/a.ts', 'src/app/session.ts'],
    ['src/http/a.ts', 'src/app/session.ts'],
    ['src/app/a.ts', 'src/features/tasks/store.ts'],
    ['src/features/tasks/a.ts', 'src/features/inbox/store.ts'],
    ['src/features/inbox/a.ts', 'src/features/calling/useDial.ts'],
    ['src/features/inbox/a.ts', 'server/errors.ts'],
    ['src/features/inbox/a.ts', 'src/router/index.ts'],
    ['src/main.ts', 'mock/browser.ts'],
    ['server/node.ts', 'mock/demo.ts'],
    ['server/app.ts', 'tests/support/app.ts'],
  ])('refuses that %s imports %s', (path, target) => {
    const layer = LAYERS.find(one => one.files.test(path))

    expect(layer && isAllowed(layer, { path, line: 1, target, dynamic: false })).toBe(false)
  })
})

describe('the floors of the server', () => {
  const server = files.filter(file => file.path.startsWith('server/'))

  it('have a place for every room', () => {
    const rooms = new Set(server.map(file => roomOf(file.path)))

    expect([...rooms].sort()).toEqual(FLOORS.flat().sort())
  })

  it('are imported downwards only', () => {
    expect(
      server
        .flatMap(importsOf)
        .filter(entry => !isDownward(entry))
        .map(offence),
    ).toEqual([])
  })

  it.each([
    ['server/db/a.ts', 'server/errors.ts'],
    ['server/access/a.ts', 'server/http/app-env.ts'],
    ['server/tasks/a.ts', 'server/test-results/samples-of.ts'],
    ['server/calls/record-call.ts', 'server/task-detail/get-task.ts'],
    ['server/calls/routes.ts', 'server/tasks/routes.ts'],
    ['server/wecom/client.ts', 'server/deps-of-nobody.ts'],
  ])('refuses that %s imports %s', (path, target) => {
    expect(isDownward({ path, line: 1, target, dynamic: false })).toBe(false)
  })

  it('know the database below the routes only', () => {
    const sql = /^drizzle-orm|^server\/db\/(schema|prepared|insert-many)/

    expect(
      server
        .filter(file => ROUTES.test(file.path))
        .flatMap(importsOf)
        .filter(entry => sql.test(entry.target))
        .map(offence),
    ).toEqual([])
  })

  it('hand at most four things to a function', () => {
    expect(server.flatMap(longLists)).toEqual([])
  })
})

describe('the rooms of the page', () => {
  it('are one for each job, and no job is left out of the table', () => {
    const rooms = new Set(files.flatMap(({ path }) => /^src\/features\/([^/]+)\//.exec(path)?.[1] ?? []))

    expect([...rooms].sort()).toEqual(Object.keys(TIES).sort())
  })

  it('are the only folders beside the ground', () => {
    const folders = new Set(files.flatMap(({ path }) => /^src\/([^/]+)\//.exec(path)?.[1] ?? []))

    expect([...folders].sort()).toEqual(['app', 'early', 'features', 'http', 'router', 'ui', 'wecom'])
  })
})

describe('the way to the server', () => {
  it.each([
    [
      'changes',
      /\bhttp\.change\(|\bclient\.(post|put|patch|delete|request)\b/,
      ['src/http/change.ts', 'src/http/client.ts'],
    ],
    ['makes request ids', /\bnewId\(/, ['src/http/change.ts', 'src/http/new-id.ts']],
    ['knows axios', /from 'axios'/, ['src/http/axios.ts']],
    ['asks past the client', /\b(fetch|XMLHttpRequest|sendBeacon)\(/, ['src/early/index.ts']],
    ['listens', /\bnew EventSource\(/, ['src/app/stream-api.ts']],
  ])('%s in one place', (_what, sign, places) => {
    const found = files.filter(({ path, lines }) => path.startsWith('src/') && lines.some(line => sign.test(line)))

    expect(found.map(({ path }) => path).sort()).toEqual(places)
  })

  it('has one name for each kind of change', () => {
    const names = files.flatMap(({ path, lines }) =>
      path.startsWith('src/') && lines.some(line => line.includes('defineChange('))
        ? lines.flatMap(line => /^  kind: '([^']+)'/.exec(line)?.[1] ?? [])
        : [],
    )

    expect(names.length).toBeGreaterThan(0)
    expect(names).toEqual([...new Set(names)])
  })
})

describe('time', () => {
  const home = /^domain\/time\//
  const elsewhere = files.filter(({ path }) => !home.test(path) && !path.startsWith('packages/'))

  it.each([
    ['the offset', /['"`][^'"`]*\+08:00|Asia\/Shanghai/],
    ['lengths of time', /\b(3_?600_?000|86_?400_?000)\b|[*/] 60_000\b|\b(MINUTE|HOUR|DAY)_MS =/],
    ['a calendar', /\.toISOString\(\)\.(slice|substr)|\.(get|set)UTC[A-Z]|\bDate\.UTC\(|\bIntl\.DateTimeFormat\b/],
    ['dayjs', /from 'dayjs/],
  ])('keeps %s at home', (_what, sign) => {
    const strays = elsewhere.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => (sign.test(line) && !isComment(line) ? [`${path}:${at + 1}`] : [])),
    )

    expect(strays).toEqual([])
    expect(files.some(({ path, lines }) => home.test(path) && lines.some(line => sign.test(line)))).toBe(true)
  })

  it.each(['src/main.ts', 'src/early/index.ts', 'mock/wecom/stage/main.ts'])(
    'brings no dayjs into what %s opens',
    entry => {
      const reached = reachedFrom(entry)

      expect(reached.has('domain/time/clock.ts')).toBe(true)
      expect([...reached].filter(path => importsOf(fileAt(path)).some(({ target }) => target === 'dayjs'))).toEqual([])
    },
  )
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
  /^tests\/fixtures\/|^mock\/seed\/|lexicon\.ts$|-words\.ts$|^domain\/report-text\/|\.css$|^tests\/support\/route-cases\.ts$|^tests\/domain\/.*\.test\.ts$/

function isAllowed(layer: Layer, { path, target, dynamic }: Import): boolean {
  if (dynamic && DOORS[path]?.test(target)) return true
  if (OURS.test(target)) return layer.may.test(target)
  if (layer.packages) return layer.packages.test(target)
  return layer.knowsNode === true || !(isNodeModule(target) || NODE_PACKAGES.test(target))
}

const isComment = (line: string) => /^\s*(\/?\*|\/\/)/.test(line)

const fileAt = (path: string) => files.find(file => file.path === path) ?? { path, lines: [] }

/** The file and all it imports at once, types aside. */
function reachedFrom(path: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(path)) return reached
  reached.add(path)
  const { lines } = fileAt(path)
  const code = { path, lines: lines.map(line => (/^import type\b/.test(line) ? '' : line)) }
  for (const { target, dynamic } of importsOf(code)) if (!dynamic) reachedFrom(target, reached)
  return reached
}

const roomOf = (path: string) => (ROUTES.test(path) ? 'routes' : (path.split('/')[1] ?? ''))

const floorOf = (path: string) => FLOORS.findIndex(rooms => rooms.includes(roomOf(path)))

function isDownward({ path, target }: Import): boolean {
  if (!target.startsWith('server/')) return true
  const own = roomOf(path) !== 'routes' && roomOf(path) === roomOf(target)
  return own || (floorOf(target) >= 0 && floorOf(target) < floorOf(path))
}

/** Functions declared with five positional parameters or more. The code is formatted: each stands on a line of its own. */
function longLists({ path, lines }: SourceFile): string[] {
  return lines.flatMap((line, index) => {
    if (!/^\s*(export )?(async )?function\b.*\($/.test(line)) return []
    const end = lines.findIndex((other, at) => at > index && /^\s*\)/.test(other))
    const indent = /^\s*/.exec(line)?.[0] ?? ''
    const parameters = lines.slice(index + 1, end).filter(other => new RegExp(`^${indent}  [\\w{[]`).test(other))
    return parameters.length > 4 ? [`${path}:${index + 1} ${parameters.length} parameters`] : []
  })
}

const offence = ({ path, line, target }: Import) => `${path}:${line} imports ${target}`

function isWellNamed(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.endsWith('.vue')) return /^[A-Z][A-Za-z0-9]*\.vue$/.test(name)
  return /^(use[A-Z][A-Za-z0-9]*|[a-z0-9]+(-[a-z0-9]+)*)(\.[a-z]+)+$/.test(name)
}
