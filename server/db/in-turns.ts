import { AT_ONCE } from './in-parts.ts'

/**
 * Makes the next rows while the database writes those before, so that both work at the same time and no more than two
 * turns are held in memory. The first failure ends it.
 */
export async function inTurns<T, R>(
  items: readonly T[],
  make: (turn: readonly T[], from: number) => R,
  write: (rows: R) => Promise<void>,
): Promise<void> {
  let writing = Promise.resolve()
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const rows = make(items.slice(from, from + AT_ONCE), from)
    await writing
    writing = write(rows)
    // Told by the next turn, which waits for it.
    writing.catch(() => undefined)
    await leaveForDatabase()
  }
  await writing
}

/** Lets what was handed to the connection go out before the thread is busy again. */
const leaveForDatabase = () => new Promise<void>(resolve => setTimeout(resolve, 0))
