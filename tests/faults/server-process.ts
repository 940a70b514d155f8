import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const LOOK_AGAIN_MS = 50

/** One server as `npm run serve` runs it, started again by hand as a supervisor would. */
export interface ServerProcess {
  readonly origin: string
  start(): Promise<void>
  /** Ends it and waits until it is gone; answers with how long that took and how it ended. */
  end(signal: NodeJS.Signals): Promise<{ tookMs: number; code: number | null }>
  /** Everything it said on standard error. */
  readonly log: string
}

export function serverProcess(port: number, environment: Record<string, string>): ServerProcess {
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let log = ''

  return {
    origin,
    get log() {
      return log
    },
    async start() {
      const started = spawn(process.execPath, ['--import', 'tsx', 'server/node.ts', '--production'], {
        cwd: ROOT,
        env: { ...process.env, ...environment, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      started.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
      child = started
      while (!(await isReady(origin))) {
        if (started.exitCode !== null) throw new Error(`the server did not start:\n${log}`)
        await new Promise(done => setTimeout(done, LOOK_AGAIN_MS))
      }
    },
    async end(signal) {
      const from = performance.now()
      if (child === null || child.exitCode !== null) return { tookMs: 0, code: child?.exitCode ?? null }
      child.kill(signal)
      await once(child, 'exit')
      return { tookMs: performance.now() - from, code: child.exitCode }
    },
  }
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
  return answer?.ok === true
}
