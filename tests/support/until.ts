import { vi } from 'vitest'

/** Far beyond what anything here takes; on a machine that is busy with something else a second is not. */
const PATIENCE_MS = 60_000

/** Waits until the condition holds and answers with what it gave. */
export const until = <T>(condition: () => T | Promise<T>) => vi.waitUntil(condition, { timeout: PATIENCE_MS })

/** Waits until the assertions no longer fail. */
export const untilPasses = <T>(assertions: () => T | Promise<T>) => vi.waitFor(assertions, { timeout: PATIENCE_MS })
