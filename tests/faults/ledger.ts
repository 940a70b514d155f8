/** A change somebody was told is done. */
interface Acknowledged {
  taskId: string
  code: string
  /** `line`: it goes to a group; `call`: into the database alone. */
  kind: 'line' | 'call'
  at: number
}

/** What must be there afterwards, once each. */
export interface Ledger {
  readonly entries: readonly Acknowledged[]
  add(entry: Acknowledged): void
  /** The first change acknowledged from this moment on, in ms; null: none yet. */
  firstAfter(at: number): number | null
}

export function createLedger(): Ledger {
  const entries: Acknowledged[] = []
  return {
    entries,
    add: entry => void entries.push(entry),
    firstAfter: at => entries.find(entry => entry.at >= at)?.at ?? null,
  }
}
