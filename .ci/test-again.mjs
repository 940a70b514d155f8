// Repeats browser tests while every core is busy with something else, to find those that are green by luck alone.
// `npm run test:again -- N [FILE …]` runs them N times (3) and says what failed how often.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = join(ROOT, 'test-results')
const REPORT = join(RESULTS, 'again.json')
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js')

/** Spins until whoever started it is gone, also when that was killed: the pipe to it ends then. */
const SPIN = `
  process.stdin.on('close', () => process.exit()).resume()
  function spin() {
    for (let i = 0; i < 1e7; i++);
    setImmediate(spin)
  }
  spin()`

function readArguments([first, ...rest]) {
  const given = /^[1-9]\d*$/.test(first ?? '')
  return { times: given ? Number(first) : 3, files: given || first === undefined ? rest : [first, ...rest] }
}

/** One spinning child for each core; returns how to end them. */
function keepBusy() {
  const children = Array.from({ length: availableParallelism() }, () =>
    spawn(process.execPath, ['-e', SPIN], { stdio: ['pipe', 'ignore', 'inherit'] }),
  )
  return () => children.forEach(child => child.kill('SIGKILL'))
}

const stopping = new AbortController()
let running = null

/** Runs the tests once; answers when Playwright has ended. */
function runOnce(files) {
  rmSync(REPORT, { force: true })
  running = spawn(process.execPath, [PLAYWRIGHT, 'test', '--reporter=list,json', ...files], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: REPORT },
  })
  return new Promise(resolve => running.once('exit', resolve))
}

/** Every test of a report, those of nested groups too: `{ title, ok }`. */
function listTests({ suites = [], specs = [], title = '' }, above = []) {
  const path = title ? [...above, title] : above
  return [
    ...specs.map(spec => ({ title: [...path, spec.title].join(' › '), ok: spec.ok })),
    ...suites.flatMap(suite => listTests(suite, path)),
  ]
}

const { times, files } = readArguments(process.argv.slice(2))
for (const step of ['install.mjs', 'build.mjs', 'find-browser.mjs']) {
  if (spawnSync(process.execPath, [join(ROOT, '.ci', step)], { stdio: ['ignore', 2, 2] }).status !== 0) process.exit(1)
}
mkdirSync(RESULTS, { recursive: true })

const rest = keepBusy()
process.once('exit', rest)
// Playwright hears Ctrl+C by itself; either way it tidies up, and what was seen so far is told.
process.on('SIGINT', () => stopping.abort())
process.on('SIGTERM', () => {
  stopping.abort()
  running?.kill('SIGINT')
})

const failures = new Map()
let passed = 0
let failed = 0
for (let round = 1; round <= times && !stopping.signal.aborted; round++) {
  console.log(`\n▶ round ${round} of ${times}`)
  const status = await runOnce(files)
  const tests = existsSync(REPORT) ? listTests(JSON.parse(readFileSync(REPORT, 'utf8'))) : []
  const broken = tests.filter(test => !test.ok).map(test => test.title)
  if (status !== 0 && broken.length === 0 && !stopping.signal.aborted) broken.push('the run itself')
  for (const title of broken) failures.set(title, (failures.get(title) ?? 0) + 1)
  passed += tests.filter(test => test.ok).length
  failed += broken.length
}

for (const [title, count] of [...failures].sort((a, b) => b[1] - a[1])) console.log(`${count} × ${title}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 && !stopping.signal.aborted ? 0 : 1)
