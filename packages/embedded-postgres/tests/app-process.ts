import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('app.ts', import.meta.url))

/** A running `app.ts`, as the tests see it from outside. */
export interface App {
  adopted: boolean
  url: string
  /** Sends SIGTERM and waits for the end; answers the exit code. */
  end: () => Promise<number | null>
}

/** Starts the app and waits until it has a server. */
export async function startApp(dataDir: string): Promise<App> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  const said = once(createInterface({ input: child.stdout }), 'line')
  const [line] = (await Promise.race([said, exited.then(() => [])])) as [string?]
  if (line === undefined) throw new Error('the app ended before it had a server')
  return {
    ...(JSON.parse(line) as { adopted: boolean; url: string }),
    end: async () => {
      child.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}
