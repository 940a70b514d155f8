import { sql } from 'drizzle-orm'
import type { Db } from '../db/db.ts'

/** What a process says of itself to the others on the database. */
export interface Process {
  id: string
  /** Connections it may open. */
  connections: number
}

/** Writes that the process lives, by the database's clock; that this fails shows a database that takes no more. */
export async function beat(db: Db, { id, connections }: Process): Promise<void> {
  await db.execute(sql`
    insert into processes (id, started_at, beat_at, connections) values (${id}, now(), now(), ${connections})
    on conflict (id) do update set beat_at = now()`)
}

/** Takes the row away, and those of processes that have long been silent. */
export async function endBeat(db: Db, { id }: Process): Promise<void> {
  await db.execute(sql`delete from processes where id = ${id} or beat_at < now() - interval '1 hour'`)
}
