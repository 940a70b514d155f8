/** One line of the bench's table. */
export interface BenchRow {
  what: string
  measured: string
  limit: string
  /** Null where there is no limit to compare with. */
  met: boolean | null
}

/** The value at a fraction of the sorted list: `quantile(times, 0.95)` is the p95. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN
}
