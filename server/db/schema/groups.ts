import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { GroupChannel, GroupKind } from '../../../contract/groups.ts'
import { instant, rowId, sealed } from './columns.ts'
import { units } from './units.ts'

/** Result and bulletin groups. `addressSealed`: chat id of an app group, or key of a webhook. */
export const groups = pgTable(
  'groups',
  {
    id: rowId(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    kind: text().$type<GroupKind>().notNull(),
    channel: text().$type<GroupChannel>().notNull(),
    name: text().notNull(),
    addressSealed: sealed().notNull(),
    addressHint: text().notNull(),
    setBy: uuid(),
    setAt: instant().notNull(),
    triedAt: instant(),
    problem: text(),
  },
  t => [unique('groups_one_of_a_kind').on(t.unitId, t.kind)],
)
