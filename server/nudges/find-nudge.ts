import { eq, sql, type SQL } from 'drizzle-orm'
import type { Nudge, NudgeKind } from '../../contract/nudges.ts'
import type { Act } from '../act.ts'
import { only, rowsOf } from '../db/db.ts'
import { nudges } from '../db/schema/index.ts'
import { DomainError } from '../errors.ts'

/**
 * A nudge, for whoever has a role in its unit, above or below it.
 * @throws DomainError `not_found`
 */
export async function findNudge(act: Act, id: string): Promise<Nudge> {
  const [nudge] = await select(act, sql`n.id = ${id} and ${isNear(act)}`)
  if (!nudge) throw new DomainError('not_found')
  return nudge
}

/** The newest nudge of a kind to a unit. */
export const findLatest = async (act: Act, unitId: string, kind: NudgeKind): Promise<Nudge> =>
  only((await select(act, sql`n.unit_id = ${unitId} and n.kind = ${kind}`)).slice(0, 1))

/**
 * 收到: one answer for all who were told. A second one changes nothing.
 * @throws DomainError `not_found`
 */
export async function answerNudge(act: Act, id: string): Promise<Nudge> {
  const { db, member, clock } = act
  const found = await findNudge(act, id)
  if (found.answeredAt !== null) return found
  await db.update(nudges).set({ answeredBy: member.staffId, answeredAt: clock() }).where(eq(nudges.id, id))
  return findNudge(act, id)
}

const isNear = ({ member }: Act): SQL => {
  const own = sql`${sql.param(member.grants.map(grant => grant.unitId))}::uuid[]`
  return sql`(u.path && ${own} or exists (select from units g where g.id = any(${own}) and g.path @> array[u.id]))`
}

async function select({ db }: Act, where: SQL): Promise<Nudge[]> {
  const rows = await rowsOf<Nudge>(
    db,
    sql`
      select n.id, n.kind, n.unit_id as "unitId", u.name as "unitName", n.at, n.count,
        coalesce((select jsonb_agg(s.name order by s.name) from staff s where s.id = any(n.staff_ids)), '[]') as names,
        a.name as "answeredBy", n.answered_at as "answeredAt"
      from nudges n join units u on u.id = n.unit_id left join staff a on a.id = n.answered_by
      where ${where} order by n.at desc limit 1`,
  )
  return rows.map(row => ({
    ...row,
    at: new Date(row.at).toISOString(),
    answeredAt: row.answeredAt && new Date(row.answeredAt).toISOString(),
  }))
}
