import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from 'postgres-child'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the PostgreSQL of this run lives; the first test file that needs it starts it. */
    postgresDir: string
  }
}

const PREFIX = 'hecha-test-'

/** Names a folder for the run's PostgreSQL and takes it away afterwards. Runs without such tests start no server. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweepKilledRuns()
  const postgresDir = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  project.provide('postgresDir', postgresDir)
  return () => remove(postgresDir)
}

/** A run that was killed leaves its server behind; its process number is in the folder's name. */
async function sweepKilledRuns(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter(name => name.startsWith(PREFIX))
  const killed = folders.filter(name => !isRunning(Number(name.split('-')[2])))
  for (const name of killed) await remove(join(tmpdir(), name)).catch(() => undefined)
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function remove(postgresDir: string): Promise<void> {
  if (existsSync(join(postgresDir, 'postgres', 'postmaster.pid'))) {
    const server = await startEmbeddedPostgres({
      dataDir: postgresDir,
      name: 'hecha',
      log: () => undefined,
      fsync: false,
    })
    await server.stop()
  }
  rmSync(postgresDir, { recursive: true, force: true })
}
