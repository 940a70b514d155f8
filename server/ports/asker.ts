/** Who waits for something that is done one after another. */
export interface Asker {
  /** A member's id; whoever asks often is served after those who ask once. */
  by: string
  /** Aborted when the sender has gone: nobody is there to hear the answer. */
  signal?: AbortSignal
}

/** The server itself, from its console. */
export const CONSOLE: Asker = { by: 'console' }
