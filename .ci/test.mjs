// Everything `npm test` runs, in order; all steps run even when one fails. `node .ci/test.mjs types unit` runs some.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = join(ROOT, 'test-results')
const BIN = join(ROOT, 'node_modules', '.bin')
const UNIT_REPORT = join(RESULTS, 'vitest.json')
const BROWSER_REPORT = join(RESULTS, 'playwright.json')

const bin = (name, ...args) => ({ command: join(BIN, name), args })
const node = (...args) => ({ command: process.execPath, args })

/** Each step: its name, what to run, and for test runners how to count from the report. */
const STEPS = [
  { name: 'types', ...bin('vue-tsc', '--noEmit', '-p', 'tsconfig.json') },
  { name: 'oxlint', ...bin('oxlint') },
  { name: 'eslint', ...bin('eslint', '.', '--no-error-on-unmatched-pattern') },
  { name: 'knip', ...bin('knip', '--no-config-hints') },
  { name: 'knip-production', ...bin('knip', '--production', '--no-config-hints') },
  { name: 'prettier', ...bin('prettier', '--check', '--log-level', 'warn', '.') },
  {
    name: 'unit',
    ...bin('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`),
    report: UNIT_REPORT,
    count: ({ numPassedTests, numFailedTests }) => ({ passed: numPassedTests, failed: numFailedTests }),
  },
  { name: 'build', ...node('.ci/build.mjs') },
  {
    name: 'built',
    ...bin('vitest', 'run', 'tests/secrets.test.ts', 'tests/old-webviews.test.ts'),
    env: { HECHA_BUILT: '1' },
  },
  { name: 'es-check', ...bin('es-check', 'es2019', 'dist/**/*.js', '--module', '--noCache') },
  { name: 'faults', ...node('--import', 'tsx', 'tests/faults/run.ts', 'short') },
  { name: 'browser', ...node('.ci/find-browser.mjs') },
  {
    name: 'e2e',
    ...bin('playwright', 'test', '--reporter=list,json', '--pass-with-no-tests'),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
    report: BROWSER_REPORT,
    count: ({ stats }) => ({ passed: stats.expected, failed: stats.unexpected + stats.flaky }),
  },
]

/** Runs one step; a step that fails without a failed test to show for it counts as one failure. */
function runStep({ name, command, args, env, report, count }) {
  console.log(`\n▶ ${name}`)
  const startedAt = Date.now()
  const options = { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env }, shell: process.platform === 'win32' }
  const { status } = spawnSync(command, args, options)
  const tests =
    report && existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0 }
  console.log(`${status === 0 ? '✔' : '✘'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
  return status !== 0 && tests.failed === 0 ? { ...tests, failed: 1 } : tests
}

rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })
const chosen = process.argv.slice(2)
const results = STEPS.filter(({ name }) => chosen.length === 0 || chosen.includes(name)).map(runStep)
const sum = key => results.reduce((total, result) => total + result[key], 0)

console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') === 0 ? 0 : 1)
