import { maskText } from '../../domain/person/mask-text.ts'
import type { Log } from '../deps.ts'

/**
 * One JSON line an entry on standard error, so that standard output stays for answers of the command line. What a message
 * of the database or of WeCom quotes is hidden, should one get here.
 */
export const log: Log = (level, message, facts = {}) => {
  const hidden = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, harmless(value)]))
  process.stderr.write(
    `${JSON.stringify({ at: new Date().toISOString(), level, message: maskText(message), ...hidden })}\n`,
  )
}

/** Ids of rows and of groups are long numbers too, and nobody's. */
function harmless(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return /^[0-9a-f-]{32,36}$/i.test(value) ? value : maskText(value)
}
