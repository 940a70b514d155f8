import { and, asc, eq, inArray } from 'drizzle-orm'
import { emptyReportFields, type ReportFields } from '../../contract/report-fields.ts'
import type { RoleGrant } from '../../contract/staff.ts'
import { dayAt } from '../../domain/time/clock.ts'
import type { Deps } from '../../server/deps.ts'
import { inTransaction, type Member } from '../../server/act.ts'
import { recordCall } from '../../server/calls/record-call.ts'
import { only } from '../../server/db/db.ts'
import { reports, roleGrants, staff, tasks, units } from '../../server/db/schema/index.ts'
import { recordReport } from '../../server/records/record-report.ts'
import { submitReport } from '../../server/reports/submit-report.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

/** What the callers of each community did before the demo begins: how long ago, and with which result. */
const WORK: readonly {
  minutesAgo: number
  call?: 'no_answer' | 'powered_off' | 'busy'
  report?: (today: string) => Partial<ReportFields>
  recorded?: boolean
}[] = [
  {
    minutesAgo: 190,
    report: today => ({ whereabouts: 'local', tests: [{ date: today, result: 'pending' }], testCount: 1 }),
    recorded: true,
  },
  { minutesAgo: 175, call: 'no_answer' },
  { minutesAgo: 140, report: () => ({ whereabouts: 'left', awayPlace: '岚州市' }), recorded: true },
  { minutesAgo: 95, call: 'powered_off' },
  { minutesAgo: 60, report: () => ({ outcome: 'wrong_person' }), recorded: true },
  { minutesAgo: 25, call: 'busy' },
  {
    minutesAgo: 6,
    report: today => ({
      whereabouts: 'local',
      tests: [{ date: today, result: 'negative' }],
      testCount: 1,
      vaccineDoses: 3,
    }),
  },
]

/** Communities that worked the whole three hours; the others have only begun, which keeps the first start short. */
const BUSY_COMMUNITIES = 3

/** Lets callers and recorders work for three hours, through the same use cases as on their phones. */
export async function seedWork(deps: Deps, now: Date): Promise<void> {
  const communities = await deps.db
    .select()
    .from(units)
    .where(eq(units.level, 'community'))
    .orderBy(asc(units.departmentId))
  for (const [i, { id, path }] of communities.entries()) {
    const caller = await memberWith(deps, 'caller', id, path)
    const recorder = await memberWith(deps, 'recorder', id, path)
    await seedCommunity(deps, id, caller, recorder, now, i < BUSY_COMMUNITIES ? WORK : WORK.slice(0, 2))
  }
}

async function seedCommunity(
  deps: Deps,
  unitId: string,
  caller: Member,
  recorder: Member,
  now: Date,
  done: typeof WORK,
): Promise<void> {
  const open = await deps.db
    .select({ id: tasks.id, version: tasks.version })
    .from(tasks)
    .where(and(eq(tasks.unitId, unitId), eq(tasks.status, 'to_call')))
    .orderBy(asc(tasks.dueAt), asc(tasks.id))
    .limit(done.length)
  for (const [i, task] of open.entries()) {
    const work = done[i]
    if (!work) continue
    const at = new Date(now.getTime() - work.minutesAgo * MINUTE_MS)
    const { version } = task
    await inTransaction({ ...deps, city: deps.config.city, member: caller, clock: () => at }, async act => {
      if (work.call)
        await recordCall(act, task.id, {
          version,
          callAttemptId: null,
          outcome: work.call,
          callBackAt: null,
        })
      if (!work.report) return
      const fields = { ...emptyReportFields(), outcome: 'reached' as const, ...work.report(dayAt(at.getTime())) }
      const { version: reported } = await submitReport(act, task.id, {
        version,
        callAttemptId: null,
        fields,
      })
      if (!work.recorded) return
      const report = only(await act.db.select({ id: reports.id }).from(reports).where(eq(reports.taskId, task.id)))
      const soonAfter = () => new Date(at.getTime() + 4 * MINUTE_MS)
      await recordReport({ ...act, member: recorder, clock: soonAfter }, report.id, { version: reported })
    })
  }
}

/** Somebody who holds the role for the community, as the app knows a logged-in member. */
async function memberWith(
  { db }: Deps,
  role: 'caller' | 'recorder',
  communityId: string,
  path: string[],
): Promise<Member> {
  const row = only(
    await db
      .select({ staff, unit: units })
      .from(roleGrants)
      .innerJoin(staff, eq(staff.id, roleGrants.staffId))
      .innerJoin(units, eq(units.id, roleGrants.unitId))
      .where(and(eq(roleGrants.role, role), inArray(roleGrants.unitId, path)))
      .orderBy(asc(staff.userid))
      .limit(1),
  )
  const grant: RoleGrant = { role, unitId: row.unit.id, unitName: row.unit.name, unitLevel: row.unit.level }
  const { id: staffId, userid, name } = row.staff
  const grants = [{ ...grant, communityIds: [communityId] }]
  return {
    staffId,
    userid,
    name,
    trained: true,
    largeText: false,
    sessionHash: '',
    expiresAt: new Date(0),
    idleAt: new Date(0),
    grants,
  }
}
