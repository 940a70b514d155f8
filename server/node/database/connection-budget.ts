import { Client } from 'pg'
import { whileLocked } from '../../db/locks.ts'
import { ConfigError } from '../config.ts'

/** With fewer than this a process only makes its callers wait. */
const FEWEST = 5

/** Left for the command line and for whoever looks into the database. */
const SPARE = 3

/** The one that listens to notices, beside the pool. */
export const EARS = 1

export interface Budget {
  /** What PostgreSQL lets ordinary users open. */
  allowed: number
  /** What other processes of this database may open, and other programs have open. */
  taken: number
}

/**
 * The size of the pool of one more process. Where less is left than it would like, it takes what is there and says so;
 * where that is too little, it does not start, since it would fail in the middle of the day.
 * @throws ConfigError naming both numbers
 */
export function fitPool({ allowed, taken }: Budget, wanted: number, say: (message: string) => void): number {
  const left = allowed - taken - SPARE - EARS
  const numbers = `PostgreSQL allows ${allowed} connections, ${taken} are taken`
  if (left >= wanted) {
    say(`${numbers}, this process takes up to ${wanted + EARS}`)
    return wanted
  }
  if (left < FEWEST) {
    throw new ConfigError(
      `${numbers}: none are left for another process. Raise max_connections, give each process a smaller HECHA_POOL, or stop one · 数据库连接数不够`,
    )
  }
  say(`${numbers}: this process makes do with ${left} instead of ${wanted}; raise max_connections or lower HECHA_POOL`)
  return left
}

export interface NewShare {
  processId: string
  wanted: number
  say: (message: string) => void
}

/** Counts what is left and takes its share in one go, so that two that start at once do not both take the last. */
export async function takeShare(url: string, { processId, wanted, say }: NewShare): Promise<number> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, application_name: 'hecha-start' })
  await client.connect()
  try {
    return await whileLocked(client, 'processes', async () => {
      const size = fitPool(await readBudget(client), wanted, say)
      await client.query('insert into processes (id, started_at, beat_at, connections) values ($1, now(), now(), $2)', [
        processId,
        size + EARS,
      ])
      return size
    })
  } finally {
    await client.end()
  }
}

/** A process that lives has a connection under its own name (it writes its beat); one that has just begun may not yet. */
async function readBudget(client: Client): Promise<Budget> {
  const { rows } = await client.query<Budget>(
    `select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0) as allowed,
      (select coalesce(sum(connections), 0)::int from processes p where p.started_at > now() - interval '5 seconds'
        or exists (select from pg_stat_activity a where a.application_name = 'hecha ' || p.id))
      + (select count(*)::int from pg_stat_activity
        where backend_type = 'client backend' and coalesce(application_name, '') not like 'hecha%') as taken`,
  )
  const [budget] = rows
  if (!budget) throw new Error('a count always has a row')
  return budget
}
