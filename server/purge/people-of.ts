import { sql, type SQL } from 'drizzle-orm'

/** SQL: the ids of a batch's tasks. */
export const tasksOf = (batchId: string): SQL => sql`select id from tasks where batch_id = ${batchId}`

/**
 * SQL: whether a row `r` with `phone_hash` and `id_hash`, of the lab or of another feed, speaks of somebody of this batch
 * and of nobody whose data is still held for another one.
 */
export const isOnlyOf = (r: SQL, batchId: string): SQL =>
  sql`(${namesSomebody(r, sql`t.batch_id = ${batchId}`)} and not ${namesSomebody(r, sql`t.batch_id <> ${batchId}`)})`

/** SQL: whether a row `r` of a feed speaks of somebody on a task `t` of the condition. */
export const namesSomebody = (r: SQL, which: SQL): SQL => sql`(
  exists (select from tasks t where ${which} and t.phone_hashes @> array[${r}.phone_hash])
  or exists (select from subjects s join tasks t on t.id = s.task_id where ${which} and s.id_hash = ${r}.id_hash)
)`
