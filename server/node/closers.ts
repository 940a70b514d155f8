export interface Closers {
  /** Remembers how to close what is being opened; answers with it when it is open. */
  add<T>(opening: T | Promise<T>, close: (opened: T) => unknown): Promise<T>
  /** Closes everything, the newest first, also what is still opening; a second call waits for the first. */
  close(): Promise<void>
  /** Whether it was asked to close. */
  readonly closing: boolean
}

/**
 * What a start has opened so far. A signal or a failure in the middle of a start closes that much: PostgreSQL is a
 * process of its own and would run on alone.
 */
export function createClosers(): Closers {
  const closers: (() => Promise<unknown>)[] = []
  let closing: Promise<void> | null = null

  async function closeAll(): Promise<void> {
    for (let close = closers.pop(); close; close = closers.pop()) await close()
  }

  return {
    async add(opening, close) {
      const opened = Promise.resolve(opening)
      // What never opened needs no closing.
      closers.push(() => opened.then(close, () => undefined))
      return opened
    },
    close: () => (closing ??= closeAll()),
    get closing() {
      return closing !== null
    },
  }
}
