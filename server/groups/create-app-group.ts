import { sql } from 'drizzle-orm'
import type { Deps } from '../deps.ts'
import { rowsOf, type Db } from '../db/db.ts'
import { DomainError } from '../errors.ts'
import { askWecom } from '../ports/ask-wecom.ts'
import { WecomError } from '../ports/wecom-error.ts'

/** WeCom's limits for an app group, in people (document 90245). */
const MIN_MEMBERS = 2
const MAX_MEMBERS = 2_000

/** The app does not see the whole corp: WeCom then lets it create no group (document 90244). */
const NOT_ALLOWED = 48002

/** The group was made before: a try whose answer got lost is tried again with the same chat id. */
const EXISTS = 86215

export interface NewAppGroup {
  unitId: string
  name: string
  /** At most 32 letters and digits; the same for every try of one change. */
  chatId: string
}

/**
 * Makes a WeCom group of everybody who has a role in the unit or below it. Answers with its chat id.
 * @throws DomainError `group_too_small`, `group_too_large`, `app_group_not_allowed`, `directory_stale`, and as `askWecom`
 */
export async function createAppGroup(
  { wecom }: Pick<Deps, 'wecom'>,
  db: Db,
  { unitId, name, chatId }: NewAppGroup,
): Promise<string> {
  const memberIds = await listUserids(db, unitId)
  if (memberIds.length < MIN_MEMBERS) throw new DomainError('group_too_small')
  if (memberIds.length > MAX_MEMBERS) throw new DomainError('group_too_large')
  return askWecom(async () => {
    try {
      return await wecom.createGroupChat({ name, memberIds, chatId })
    } catch (cause) {
      if (!(cause instanceof WecomError)) throw cause
      if (cause.errcode === EXISTS) return chatId
      if (cause.errcode === NOT_ALLOWED) throw new DomainError('app_group_not_allowed', {}, { cause })
      if (cause.reaction === 'sync') throw new DomainError('directory_stale', {}, { cause })
      throw cause
    }
  })
}

/** Leads first: the first member becomes the owner of the group. */
async function listUserids(tx: Db, unitId: string): Promise<string[]> {
  const rows = await rowsOf<{ userid: string }>(
    tx,
    sql`
      select s.userid from staff s join role_grants g on g.staff_id = s.id join units u on u.id = g.unit_id
      where s.active and u.path @> array[${unitId}::uuid]
      group by s.userid order by bool_or(g.role = 'lead') desc, s.userid limit ${MAX_MEMBERS + 1}`,
  )
  return rows.map(row => row.userid)
}
