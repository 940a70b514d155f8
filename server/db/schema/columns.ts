import { customType, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Row id, made by the database. */
export const rowId = () => uuid().primaryKey().defaultRandom()

/** An instant, stored in UTC. */
export const instant = () => timestamp({ withTimezone: true, mode: 'date' })

/**
 * Text encrypted by the server's `Sealer` before it gets here. The brand keeps clear text out:
 * only `Sealer.seal` makes a `Sealed`.
 */
export type Sealed = string & { readonly sealed: unique symbol }
export const sealed = customType<{ data: Sealed; driverData: string }>({ dataType: () => 'text' })

/** PostgreSQL's 64-bit transaction id, kept as text: it does not fit a JavaScript number. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' })
