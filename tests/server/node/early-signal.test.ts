import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readPostmasterPid } from '../../support/postmaster.ts'
import { until } from '../../support/until.ts'

it('leaves no PostgreSQL behind when it is stopped before it is ready', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hecha-early-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/node.ts'], {
    cwd: resolve(import.meta.dirname, '../../..'),
    env: { ...process.env, HECHA_DATA: dataDir, PORT: '1', HECHA_DEMO_LAB_S: '0' },
    stdio: 'ignore',
  })
  const exited = once(child, 'exit')
  await until(() => readPostmasterPid(dataDir) !== 0)

  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])

  await until(() => readPostmasterPid(dataDir) === 0)
  rmSync(dataDir, { recursive: true })
})
