export interface Frequency {
  /** Counts one use. False, and not counted, when the sliding window is full already. */
  take(key: string, limit: number, windowMs: number): boolean
  /** Uses within the window, this moment. */
  count(key: string, windowMs: number): number
}

/** Sliding-window counters: whether WeCom's own windows slide is not documented, sliding is the stricter guess. */
export function createFrequency(clock: () => Date): Frequency {
  const usesByKey = new Map<string, number[]>()

  function recent(key: string, windowMs: number): number[] {
    const since = clock().getTime() - windowMs
    const uses = (usesByKey.get(key) ?? []).filter(at => at > since)
    usesByKey.set(key, uses)
    return uses
  }

  function take(key: string, limit: number, windowMs: number): boolean {
    const uses = recent(key, windowMs)
    if (uses.length >= limit) return false
    uses.push(clock().getTime())
    return true
  }

  return { take, count: (key, windowMs) => recent(key, windowMs).length }
}
