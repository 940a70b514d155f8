import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { AlertKind } from '../../../contract/alerts.ts'
import { instant, rowId } from './columns.ts'

/** What a lead must look at, one row a kind of `contract/alerts.ts`. */
export const alerts = pgTable(
  'alerts',
  {
    id: rowId(),
    kind: text().$type<AlertKind>().notNull(),
    unitId: uuid().notNull(),
    taskId: uuid(),
    staffId: uuid(),
    at: instant().notNull(),
    seenAt: instant(),
    seenBy: uuid(),
  },
  t => [index('alerts_unit').on(t.unitId, t.at)],
)
