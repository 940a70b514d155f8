import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A running `writer.ts`, as the tests see it from outside. */
export interface Writer {
  adopted: boolean
  url: string
  /** The highest number the writer said was committed. */
  acknowledged: () => number
  /** Resolves with the next number said. */
  nextAcknowledgement: () => Promise<void>
  /** Sends a signal and waits for the end; answers the exit code. */
  end: (signal: NodeJS.Signals) => Promise<number | null>
}

const SCRIPT = fileURLToPath(new URL('writer.ts', import.meta.url))

export async function startWriter(dataDir: string, firstId: number): Promise<Writer> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir, String(firstId)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = createInterface({ input: child.stdout })
  const started = await firstLine(child, lines)
  let highest = firstId - 1
  lines.on('line', line => (highest = Number(line)))

  return {
    ...(JSON.parse(started) as { adopted: boolean; url: string }),
    acknowledged: () => highest,
    nextAcknowledgement: async () => void (await once(lines, 'line')),
    end: async signal => {
      const exited = once(child, 'exit')
      child.kill(signal)
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}

/** What the writer says first, or an error with its complaint when it ends instead. */
function firstLine(child: ChildProcess, lines: ReturnType<typeof createInterface>): Promise<string> {
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  return new Promise((resolve, reject) => {
    lines.once('line', resolve)
    child.once('exit', code => reject(new Error(`the writer ended with ${code}: ${complaint}`)))
  })
}
