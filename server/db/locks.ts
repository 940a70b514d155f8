import { sql } from 'drizzle-orm'
import { only, rowsOf, type Db } from './db.ts'

/** Numbers of the advisory locks. One space for the whole database: each stands here, and no two are the same. */
export const LOCKS = {
  /** Processes that start at once bring the database up one after another. */
  migrations: 7_243_242,
  /** Test files make the template of their databases once. */
  test_template: 7_243_243,
  /** One sync of the directory after another: two at once would both create the same units. */
  directory_sync: 7_243_244,
  /** One change of roles after another, so that two leads cannot remove each other at the same moment. */
  roles: 7_243_245,
  /** One import after another: two lists at once would not see each other's numbers, nor that they are the same file. */
  imports: 7_243_246,
  /** One process after another compares its key with the database's, so that two first ones cannot both be right. */
  keys: 7_243_247,
  /** One process after another counts what connections are left. */
  processes: 7_243_248,
  /** One process after another makes the changes of kept values that need the keys. */
  data_steps: 7_243_249,
  /** One first start after another fills the demo. */
  seed: 7_243_250,
} as const

export type LockName = keyof typeof LOCKS

const ASK_AGAIN_MS = 50
const PATIENCE_MS = 60_000

/** Passing trouble, as PostgreSQL says it itself of a lock that was not got in time (55P03). */
class LockTaken extends Error {
  override readonly name = 'LockTaken'
  readonly code = '55P03'
}

/**
 * Waits until nobody else has the lock; the transaction has it to its end. Asked for again and again, since one import
 * waits for another longer than any statement may take.
 * @throws LockTaken after a minute
 */
export async function takeLock(tx: Db, name: LockName): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  while (!(await tryLock(tx, name))) {
    if (performance.now() > until) throw new LockTaken(`the lock ${name} is taken`)
    await new Promise(resolve => setTimeout(resolve, ASK_AGAIN_MS))
  }
}

async function tryLock(tx: Db, name: LockName): Promise<boolean> {
  const rows = await rowsOf<{ got: boolean }>(tx, sql`select pg_try_advisory_xact_lock(${LOCKS[name]}) as got`)
  return only(rows).got
}

type OneOf =
  | 'guesses of'
  | 'hands of'
  | 'copying of'
  | 'drafts of'
  | 'alerts about'
  | 'credential'
  | 'number'
  | 'bulletins of'
  | 'nudges of'

/** The same for one of many, such as one member of staff: `whose` names what is locked, `id` which of them. */
export async function takeLockOf(tx: Db, whose: OneOf, id: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${whose} ${id}`}, 0))`)
}

/** The same without waiting: false where somebody else has it. */
export async function tryLockOf(tx: Db, whose: OneOf, id: string): Promise<boolean> {
  const key = `${whose} ${id}`
  const rows = await rowsOf<{ got: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as got`,
  )
  return only(rows).got
}

/**
 * Runs something while this connection has the lock, which is not bound to a transaction. Asked for again and again, for as
 * long as it takes: another process may bring kept values up to date for minutes, and no statement may wait that long.
 */
export async function whileLocked<T>(
  connection: { query(sql: string, params: unknown[]): Promise<{ rows: unknown[] }> },
  name: LockName,
  run: () => Promise<T>,
): Promise<T> {
  const key = [LOCKS[name]]
  const got = () => connection.query('select 1 where pg_try_advisory_lock($1)', key)
  while ((await got()).rows.length === 0) await new Promise(resolve => setTimeout(resolve, ASK_AGAIN_MS))
  try {
    return await run()
  } finally {
    await connection.query('select pg_advisory_unlock($1)', key)
  }
}
