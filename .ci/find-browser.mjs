// Finds a Chromium for the browser tests, screenshots and bench, or installs one. As a program it prints the path.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]
const FONT = 'fonts-wqy-microhei'

/** The path of a Chromium that runs: CHROMIUM_PATH, the system's, Playwright's; null when there is none. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH
  if (named) return runs(named) ? named : null
  return onPath().find(runs) ?? USUAL_PLACES.find(runs) ?? ownOfPlaywright()
}

/** The same, installing Chromium when there is none; null when that is impossible. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found || process.env.CHROMIUM_PATH) return found
  if (isRootOnDebian()) aptInstall('chromium', FONT)
  else run(process.execPath, [playwrightCli(), 'install', 'chromium'])
  return findBrowser() ?? lastResort()
}

/** Screens are in Chinese: without a font they are boxes. */
export function ensureChineseFont() {
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  if (process.platform !== 'linux' || list.stdout?.trim()) return
  if (isRootOnDebian()) aptInstall('fontconfig', FONT)
  else console.error(`没有中文字体，截图会显示方块 / no Chinese font; install ${FONT} for readable screenshots`)
}

function lastResort() {
  if (isRootOnDebian()) run(process.execPath, [playwrightCli(), 'install', 'chromium'])
  return findBrowser()
}

/** Ubuntu's chromium is a stub that asks for snap; it exists but does not run. */
function runs(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap(name => folders.map(folder => join(folder, name)))
}

function ownOfPlaywright() {
  try {
    const path = createRequire(import.meta.url)('playwright-core').chromium.executablePath()
    return path && runs(path) ? path : null
  } catch {
    return null
  }
}

function playwrightCli() {
  return join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..', 'cli.js')
}

function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function aptInstall(...packages) {
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages])
}

function run(command, args) {
  console.error(`${command} ${args.join(' ')}`)
  try {
    execFileSync(command, args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  } catch {
    // What matters is whether a browser is there afterwards.
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const browser = ensureBrowser()
  if (!browser) {
    console.error(
      '没有可用的 Chromium：请安装 Chromium 或 Chrome，或用 CHROMIUM_PATH 指明它的路径 / ' +
        'no Chromium: install Chromium or Chrome, or name its path in CHROMIUM_PATH',
    )
    process.exit(2)
  }
  ensureChineseFont()
  console.log(browser)
}
