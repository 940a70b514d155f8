import { inTransaction } from '../../server/act.ts'
import type { Deps } from '../../server/deps.ts'
import { importList } from '../../server/batches/import-list.ts'
import { listCommunities } from '../../server/batches/list-communities.ts'
import { parseUpload } from '../../server/batches/parse-upload.ts'
import { receiveTestResults } from '../../server/test-results/receive-test-results.ts'
import { seedLabResults, seedLists } from './lists.ts'

const LAB = '市核酸平台（模拟）'

/** This evening's lists, through the importer that leads use, each at the hour it came; then what the lab knows. */
export async function seedTasks(deps: Deps, now: Date): Promise<void> {
  const communities = await listCommunities(deps.db, null)
  for (const { sender, receivedAt, fileName, bytes, ...list } of seedLists(now)) {
    const then: Deps = { ...deps, clock: () => receivedAt }
    const upload = { fileName, bytes: new Uint8Array(bytes) }
    const parsed = await parseUpload(then, upload)
    const said = { ...list, source: sender, communities, fallbackUnitId: null, importedBy: null }
    await inTransaction(then, work => importList(work, { ...said, upload, parsed }))
  }
  await seedLab(deps, now)
}

async function seedLab({ db, sealer }: Deps, now: Date): Promise<void> {
  const rows = seedLabResults(now).map(({ phone, idNumber, sampledAt, resultAt, ...row }) => ({
    ...row,
    phoneHash: sealer.hash('phone', phone),
    idHash: sealer.hash('id_number', idNumber),
    sampledAt: new Date(sampledAt),
    resultAt: resultAt === null ? null : new Date(resultAt),
    source: LAB,
    receivedAt: now,
  }))
  await db.transaction(tx => receiveTestResults(tx, rows, now))
}
