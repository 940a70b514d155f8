import type { EventKind } from '../../contract/stream.ts'
import type { Db } from '../db/db.ts'
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
  if (happened.length > 0) await tx.insert(events).values(happened)
}
