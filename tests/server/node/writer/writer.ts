import { startEmbeddedPostgres } from 'postgres-child'
import { createPool } from '../../../../server/node/database/create-pool.ts'
import { stopOnSignal } from '../../../../server/node/stop-on-signal.ts'

// An app on Hecha's own pool: writes rows one by one and says each number once it is committed.
const [dataDir = '', first = '1'] = process.argv.slice(2)
const server = await startEmbeddedPostgres({ dataDir, name: 'hecha', log: () => undefined })
const pool = createPool(server.url, () => undefined)
stopOnSignal(
  async () => {
    await pool.end()
    await server.stop()
  },
  () => undefined,
)

await pool.query('create table if not exists written (id int primary key)')
process.stdout.write(`${JSON.stringify({ adopted: server.adopted, url: server.url })}\n`)
for (let id = Number(first); !pool.ending;) {
  const done = await pool.query('insert into written values ($1) on conflict do nothing', [id]).catch(() => null)
  if (done) process.stdout.write(`${id++}\n`)
}
