import { readFileSync } from 'node:fs'
import { inTransaction } from '../../server/act.ts'
import { importList } from '../../server/batches/import-list.ts'
import { parseUpload } from '../../server/batches/parse-upload.ts'
import { withStore } from '../../server/node/cli/open-store.ts'

// Imports the list on standard input into the database of the environment, in a process of its own, and prints how long
// it took from bytes to commit and how far the process grew. Arguments: name of the list, id of the community.
const [name = '', unitId = ''] = process.argv.slice(2)
const bytes = new Uint8Array(readFileSync(0))
const io = {
  stdin: process.stdin,
  out: () => undefined,
  err: () => undefined,
  readFile: () => Promise.reject(new Error('not needed')),
  readBytes: () => Promise.reject(new Error('not needed')),
  writeBytes: () => Promise.reject(new Error('not needed')),
  now: () => new Date().toISOString(),
}
await withStore(io, async store => {
  const before = process.memoryUsage().rss
  const from = performance.now()
  const cpuBefore = process.cpuUsage()
  const upload = { fileName: `${name}.xlsx`, bytes }
  const parsed = await parseUpload(store, upload)
  const { answer } = await inTransaction(store, work =>
    importList(work, {
      upload,
      parsed,
      name,
      source: '区专班',
      ruleName: '48小时核酸',
      deadlineAt: null,
      urgent: false,
      communities: [],
      fallbackUnitId: unitId,
      importedBy: null,
    }),
  )
  const { user, system } = process.cpuUsage(cpuBefore)
  const grownBytes = process.resourceUsage().maxRSS * 1024 - before
  const { tasks, linked } = answer
  process.stdout.write(
    JSON.stringify({ ms: performance.now() - from, cpuMs: (user + system) / 1000, grownBytes, tasks, linked }),
  )
})
