/** Pages one person has open at once, on the phone and the desk. */
const STREAMS = 5

/** Open streams of one process, by member, the oldest first. */
export interface OwnStreams {
  /** Opens one for the member; where there are too many the oldest is ended. Answers with what closes it. */
  open(staffId: string, end: () => void): () => void
}

/** A page left open somewhere gives way to the one just opened; a member who opens a thousand has five. */
export function ownStreams(): OwnStreams {
  const open = new Map<string, Set<() => void>>()
  return {
    open(staffId, end) {
      const own = open.get(staffId) ?? new Set()
      open.set(staffId, own.add(end))
      const [oldest] = own
      if (own.size > STREAMS && oldest) {
        own.delete(oldest)
        oldest()
      }
      return () => {
        own.delete(end)
        if (own.size === 0 && open.get(staffId) === own) open.delete(staffId)
      }
    },
  }
}
