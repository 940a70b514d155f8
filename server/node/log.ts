import type { Log } from '../deps.ts'

/** One JSON line an entry on standard error, so that standard output stays for answers of the command line. */
export const log: Log = (level, message, facts = {}) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts })}\n`)
}
