// Installs what the lock file names when node_modules is missing or does not fit. Runs before anything is installed,
// so it uses Node alone; does nothing within milliseconds when all is there.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const readJson = path => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** Versions of Node the project runs on: `engines` with alternatives of the forms ^a.b.c and >=a.b.c. */
function nodeFits(range, version) {
  const [major, minor, patch] = version.split('.').map(Number)
  return range.split('||').some(alternative => {
    const [, sign, ...least] = /^\s*(\^|>=)(\d+)\.(\d+)\.(\d+)\s*$/.exec(alternative) ?? []
    const [wantedMajor, wantedMinor, wantedPatch] = least.map(Number)
    const newEnough =
      major > wantedMajor ||
      (major === wantedMajor && (minor > wantedMinor || (minor === wantedMinor && patch >= wantedPatch)))
    return newEnough && (sign === '>=' || major === wantedMajor)
  })
}

function checkNode() {
  const range = readJson('package.json').engines.node
  if (nodeFits(range, process.versions.node)) return
  console.error(
    `本项目需要 Node.js ${range}，当前是 ${process.versions.node} / this project needs Node.js ${range}, not ${process.versions.node}`,
  )
  process.exit(2)
}

/** What does not fit, or null. Packages for other platforms may be missing. */
function findMisfit() {
  const folder = lstatSync(join(ROOT, 'node_modules'), { throwIfNoEntry: false })
  if (!folder) return 'node_modules is missing'
  if (folder.isSymbolicLink()) return null
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return 'node_modules was not made by npm'

  const installed = readJson('node_modules/.package-lock.json').packages
  for (const [path, wanted] of Object.entries(readJson('package-lock.json').packages)) {
    if (!path.startsWith('node_modules/') || (wanted.optional && !installed[path])) continue
    // A package of this repository has no version there: its link is enough.
    if (!wanted.link && installed[path]?.version !== wanted.version)
      return `${path.replace('node_modules/', '')} is not ${wanted.version}`
    if (!existsSync(join(ROOT, path, 'package.json'))) return `${path} is missing`
  }
  return null
}

/** npm as it was called (`npm start` says where it lies), else the one on the path. */
function install() {
  const npm = process.env.npm_execpath
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund']
  const options = { cwd: ROOT, stdio: ['ignore', 2, 2] }
  return npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

checkNode()
const misfit = findMisfit()
if (misfit) {
  console.error(`安装依赖 / installing from package-lock.json (${misfit}) …`)
  if (install().status !== 0) {
    console.error('依赖安装失败，请检查网络和 npm 镜像设置 / npm ci failed; see above, and check the registry npm uses')
    process.exit(1)
  }
}
