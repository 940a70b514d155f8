import type { EventKind } from '../../contract/stream.ts'
import type { Db } from '../db/db.ts'
import { placeholdersOf, statement } from '../db/prepared.ts'
import { events } from '../db/schema/index.ts'

export interface NewEvent {
  kind: EventKind
  at: Date
  taskId?: string
  taskVersion?: number
  batchId?: string
  unitId?: string
  staffId?: string
  /** Codes and counts; never personal data. */
  data?: Record<string, string | number | boolean | null>
}

/** Writes down what happened, in the transaction in which it happened. */
export async function appendEvents(tx: Db, ...happened: NewEvent[]): Promise<void> {
  const [first, ...more] = happened
  if (first && more.length === 0) await appendEvent(tx, first)
  if (more.length > 0) await tx.insert(events).values(happened)
}

const eventStatement = statement('append_event', (db, name) =>
  db
    .insert(events)
    .values(placeholdersOf('kind', 'at', 'taskId', 'taskVersion', 'batchId', 'unitId', 'staffId', 'data'))
    .prepare(name),
)

const appendEvent = (tx: Db, event: NewEvent) => eventStatement(tx).execute({ ...NO_REFERENCE, data: {}, ...event })

const NO_REFERENCE = { taskId: null, taskVersion: null, batchId: null, unitId: null, staffId: null }
