import type { StreamEvent } from '../../contract/stream.ts'

/** A stream event with the position to resume from after it. */
export interface FeedItem {
  event: StreamEvent
  /** Every event that is not visible yet has a transaction id at or after this one. */
  position: string
}

export type FeedListener = (item: FeedItem) => void

/**
 * Tells this process of every event committed by any process on the database, soon after its commit and exactly once.
 * `announce` tells the other processes (NOTIFY); the database is read, not the notice, so a lost notice
 * loses nothing: the jobs look every two seconds anyway.
 */
export interface EventFeed {
  /**
   * Settles when events committed from now on will be told, with a position that comes before them: a process knows its
   * position after its first look.
   */
  ready(): Promise<string>
  subscribe(listener: FeedListener): () => void
  /** To be called after a commit that wrote events, and when another process announces. */
  wake(origin?: 'here' | 'elsewhere'): void
  /** Events since a position, oldest first; null where the position is from another database or too old. */
  since(position: string): Promise<FeedItem[] | null>
  /** Settles when all that was committed before the call has been delivered; rejects where it cannot be read. */
  settled(): Promise<void>
}
