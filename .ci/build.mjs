// Builds the H5 when what it is made of has changed since the last build; a stamp beside the output tells.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const INPUTS = [
  '.ci',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'src',
  'contract',
  'domain',
  'mock',
  'public',
]
const STAMP = join(ROOT, 'dist', '.built-from')

function listFiles(path) {
  const full = join(ROOT, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .toSorted()
    .flatMap(name => listFiles(`${path}/${name}`))
}

function hashInputs() {
  const hash = createHash('sha256')
  for (const path of INPUTS.flatMap(listFiles)) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)))
  return hash.digest('hex')
}

const wanted = hashInputs()
if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) process.exit(0)

console.error('构建页面 / building the H5 …')
const vite = join(createRequire(import.meta.url).resolve('vite/package.json'), '..', 'bin', 'vite.js')
const build = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
  cwd: ROOT,
  stdio: ['ignore', 2, 2],
})
if (build.status !== 0) process.exit(1)
writeFileSync(STAMP, wanted)
