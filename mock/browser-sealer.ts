import type { Sealed } from '../server/db/schema/columns.ts'
import type { Sealer } from '../server/privacy/sealer.ts'

/**
 * For the demo inside the browser, whose database lives in the page's memory and holds invented people only: values are
 * marked, not encrypted. Never use it where anything is stored.
 */
export const browserSealer: Sealer = {
  seal: text => `demo:${text}` as Sealed,
  open: sealed => (sealed === '' ? '' : sealed.slice('demo:'.length)),
  hash: (purpose, text) => `${purpose}:${text}`,
}
