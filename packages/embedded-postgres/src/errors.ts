/** The embedded database cannot run here; the message says why in Chinese and in English, and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
}
