import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../../..')

/** How long a first start may take on a busy machine of two cores. */
const START_MS = 150_000

/** Data directory of a city seeded once for the whole run (`global-setup.ts`); every server starts from a copy. */
export const TEMPLATE_VARIABLE = 'HECHA_E2E_TEMPLATE'

/** How many hours the clock of every server of the run goes ahead. */
export const HOURS_AHEAD_VARIABLE = 'HECHA_DEMO_HOURS_AHEAD'

export interface DemoServer {
  port: number
  /** `http://caller.hecha.localhost:PORT` for a phone of the stage, or the stage's own origin. */
  origin(phone?: string): string
  /** Everything the process wrote, to be searched for what must not be there. */
  output(): string
  /** Ends the process without a chance to tidy up. */
  kill(): Promise<void>
  readonly dataDir: string
  /** Starts again on the same data and port. */
  restart(): Promise<void>
  /** Stops and leaves the data. */
  halt(): Promise<void>
  /** Stops and removes the data. */
  stop(): Promise<void>
}

/** `npm start` as a person would run it, on a free port and an empty data directory. */
export async function startDemoServer(environment: Record<string, string> = {}): Promise<DemoServer> {
  const port = await freePort()
  const dataDir = await newDataDir()
  let written = ''
  let child = await start()

  async function start(): Promise<ChildProcess> {
    const env = { ...process.env, PORT: String(port), HECHA_DATA: dataDir, HECHA_DEMO_LAB_S: '0', ...environment }
    const started = spawn(process.execPath, ['--import', 'tsx', 'server/node.ts'], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    await new Promise<void>((ready, fail) => {
      const timer = setTimeout(() => fail(new Error(`no start within ${START_MS} ms:\n${written}`)), START_MS)
      const read = (chunk: Buffer) => {
        written += chunk.toString()
        if (!chunk.includes('is ready')) return
        clearTimeout(timer)
        ready()
      }
      started.stdout.on('data', read)
      started.stderr.on('data', read)
      started.once('exit', code => fail(new Error(`ended with ${code}:\n${written}`)))
    })
    return started
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  return {
    port,
    dataDir,
    origin: phone => `http://${phone ? `${phone}.` : ''}hecha.localhost:${port}`,
    output: () => written,
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      child = await start()
    },
    halt: () => end('SIGTERM'),
    async stop() {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hecha-e2e-'))
  const template = process.env[TEMPLATE_VARIABLE]
  if (!template) return folder
  const copy = join(folder, 'data')
  // Owner and mode count: PostgreSQL refuses a cluster that is not its own.
  if (process.platform === 'win32') await cp(template, copy, { recursive: true })
  else execFileSync('cp', ['-a', template, copy])
  return copy
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
