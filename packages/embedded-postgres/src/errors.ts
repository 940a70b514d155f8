/** What would help: a PostgreSQL server elsewhere, or another data directory. */
export type Remedy = 'another-server' | 'another-directory'

/**
 * The embedded database cannot run here; the message says why in Chinese and in English. An app that has a setting for
 * the remedy can name it beside.
 */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly remedy: Remedy | null

  constructor(message: string, { remedy = null, ...options }: ErrorOptions & { remedy?: Remedy | null } = {}) {
    super(message, options)
    this.remedy = remedy
  }
}
