import type { KnipConfig } from 'knip'

const PRODUCTION = process.argv.includes('--production')

/** What nothing uses is an error. `!` marks what runs for users; the rest is tests, bench and build. */
const config: KnipConfig = {
  // A function that its own file calls may be exported for its tests; one that tests alone call is dead.
  ignoreExportsUsedInFile: PRODUCTION,
  workspaces: {
    '.': {
      entry: [
        'server/node/cli/hecha.ts!',
        'server/node/lists/parser-thread.mjs!',
        'server/node/lists/parser-worker.ts!',
        'mock/browser.ts!',
        'mock/demo.ts!',
        'mock/wecom/client/index.ts!',
        // Receives callbacks of WeCom; tested against WeCom's own examples, waits for the route that takes them.
        'server/wecom/callback-crypto.ts!',
        // Each runs in a process of its own, which the bench measures.
        'bench/support/*-once.ts',
        '.ci/*.mjs',
        'tests/**/*.test.ts',
        'tests/faults/run.ts',
        'tests/e2e/**/*.spec.ts',
      ],
      project: ['{contract,domain,server,src,mock}/**/*.{ts,vue,mjs}!', '{bench,tests}/**/*.ts', '.ci/*.{ts,mjs}'],
      ignoreDependencies: [
        // Read by `hono-openapi` at run time; named here so that its version is fixed.
        '@hono/standard-validator',
        // `npm start` builds the page on a fresh clone, so it is no development dependency.
        '@vitejs/plugin-vue',
        // `.ci/test.mjs` starts them by their names.
        'es-check',
        'oxlint',
        'vue-tsc',
      ],
      // A program of Linux that tells whether there is a Chinese font.
      ignoreBinaries: ['fc-list'],
    },
    'packages/embedded-postgres': {
      entry: ['tests/*.ts'],
      project: ['src/**/*.ts!', 'tests/**/*.ts'],
      // Found by path, not imported: it is PostgreSQL's programs.
      ignoreDependencies: ['embedded-postgres'],
    },
  },
}

export default config
