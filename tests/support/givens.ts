import { eq } from 'drizzle-orm'
import type { GroupKind } from '../../contract/groups.ts'
import { NAMED_RULES, type RuleName } from '../../contract/rules.ts'
import type { Role } from '../../contract/staff.ts'
import type { UnitLevel } from '../../contract/units.ts'
import { inTransaction } from '../../server/act.ts'
import type { Deps } from '../../server/deps.ts'
import type { NewTask } from '../../server/batches/new-batch.ts'
import { writeBatch } from '../../server/batches/write-batch.ts'
import { only } from '../../server/db/db.ts'
import { groups, roleGrants, sessions, staff, tasks, units } from '../../server/db/schema/index.ts'
import { randomHex, sha256 } from '../../server/privacy/random.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { HOUR_MS } from '../../domain/time/lengths.ts'
import { ofGroup } from '../../server/privacy/places.ts'

export type Givens = ReturnType<typeof createGivens>

interface GivenTask extends Partial<Omit<NewTask, 'facts'>> {
  unitId: string
  facts?: Partial<NewTask['facts']>
  ruleName?: RuleName
  deadlineAt?: Date | null
  urgent?: boolean
}

let counter = 0

/** What a test starts from, written the way the app writes it. */
export function createGivens(deps: Deps) {
  const { db, clock } = deps
  /** What must not stand anywhere in clear: numbers, names, documents and addresses of the residents made up here. */
  const clearValues = new Set<string>()

  async function givenUnit(level: UnitLevel, name: string, parentId: string | null = null): Promise<string> {
    const id = crypto.randomUUID()
    const above =
      parentId === null
        ? []
        : only(await db.select({ path: units.path }).from(units).where(eq(units.id, parentId))).path
    await db.insert(units).values({ id, parentId, level, name, path: [...above, id] })
    return id
  }

  /** A city with one district, one street and the two communities named. */
  async function givenCity() {
    const city = await givenUnit('city', '明州市')
    const district = await givenUnit('district', '云屏区', city)
    const street = await givenUnit('street', '澜汀街道', district)
    const community = await givenUnit('community', '汀南社区', street)
    const neighbour = await givenUnit('community', '澜桥社区', street)
    return { city, district, street, community, neighbour }
  }

  async function givenStaff(name: string, ...grants: [role: Role, unitId: string][]): Promise<string> {
    counter += 1
    const { id } = only(
      await db
        .insert(staff)
        .values({ userid: `staff.${counter}`, name, trainedAt: clock() })
        .returning({ id: staff.id }),
    )
    for (const [role, unitId] of grants)
      await db.insert(roleGrants).values({ staffId: id, role, unitId, grantedAt: clock() })
    return id
  }

  /** The same, who has not passed the privacy lesson. */
  async function givenUntrained(name: string, ...grants: [role: Role, unitId: string][]): Promise<string> {
    const id = await givenStaff(name, ...grants)
    await db.update(staff).set({ trainedAt: null }).where(eq(staff.id, id))
    return id
  }

  async function givenSession(staffId: string): Promise<string> {
    const token = randomHex(32)
    const now = clock()
    const expiresAt = new Date(now.getTime() + 12 * HOUR_MS)
    await db
      .insert(sessions)
      .values({ tokenHash: await sha256(token), staffId, startedAt: now, lastSeenAt: now, expiresAt })
    return token
  }

  async function givenTasks(
    given: readonly GivenTask[],
    batch: { ruleName?: RuleName; deadlineAt?: Date | null; urgent?: boolean } = {},
  ): Promise<TaskRow[]> {
    const ruleName = batch.ruleName ?? '48小时核酸'
    const newTasks = given.map(task => newTask(task, clock()))
    for (const value of newTasks.flatMap(clearValuesOf)) clearValues.add(value)
    const { taskIds } = await inTransaction(deps, work =>
      writeBatch(work, {
        name: '测试名单',
        source: '澜汀街道办',
        fileName: 'list.xlsx',
        contentHash: randomHex(16),
        receivedAt: clock(),
        deadlineAt: batch.deadlineAt ?? null,
        urgent: batch.urgent ?? false,
        ruleName,
        rule: NAMED_RULES[ruleName],
        layout: {},
        counts: { rows: given.length, new: given.length, linked: 0, merged: 0, rejected: 0 },
        importedBy: null,
        tasks: newTasks,
        rows: [],
      }),
    )
    const rows = await db.select().from(tasks)
    return taskIds.map(id => only(rows.filter(row => row.id === id)))
  }

  const givenTask = async (task: GivenTask): Promise<TaskRow> => only(await givenTasks([task], task))

  async function givenGroup(
    unitId: string,
    webhook = 'hook-tingnan-0001',
    kind: GroupKind = 'result',
  ): Promise<string> {
    const row = { unitId, kind, channel: 'webhook' as const, name: '汀南社区流调群', setAt: clock() }
    const sealedAddress = {
      addressSealed: deps.sealer.seal(webhook, ofGroup(unitId, kind)),
      addressHint: webhook.slice(-4),
    }
    return only(
      await db
        .insert(groups)
        .values({ ...row, ...sealedAddress })
        .returning({ id: groups.id }),
    ).id
  }

  const taskNow = async (id: string): Promise<TaskRow> => only(await db.select().from(tasks).where(eq(tasks.id, id)))

  /** Closes a task, as a match or the end of its batch does. */
  const closeTask = async (id: string): Promise<void> => {
    await db.update(tasks).set({ status: 'closed', closedAt: clock() }).where(eq(tasks.id, id))
  }

  /** Nobody holds anything any more, as after three quiet minutes. */
  const freeHands = async (): Promise<void> => {
    await db.update(tasks).set({ leaseStaffId: null, leaseUntil: null })
  }

  return {
    closeTask,
    freeHands,
    givenUnit,
    givenCity,
    givenStaff,
    givenUntrained,
    givenSession,
    givenTask,
    givenTasks,
    givenGroup,
    taskNow,
    clearValues,
  }
}

function newTask({ unitId, facts, ...task }: GivenTask, now: Date): NewTask {
  counter += 1
  return {
    phone: `138${String(10_000_000 + counter)}`,
    alternatives: [],
    unitId,
    subjects: [{ name: '张三丰', idNumber: '449903199001011234', idNote: null }],
    arrivedAt: null,
    linkedTaskId: null,
    ...task,
    facts: { ...NO_FACTS, at: now.toISOString(), ...facts },
  }
}

function clearValuesOf({ phone, alternatives, subjects, facts }: NewTask): string[] {
  const people = subjects.flatMap(({ name, idNumber }) => [name, idNumber])
  return [phone, ...alternatives, ...people, facts.address].filter(value => value !== null)
}

const NO_FACTS = {
  address: '明州市云屏区澜汀街道栖云花园3栋502',
  origin: null,
  riskPlace: null,
  arrivedOn: null,
  transport: null,
  vehicleNo: null,
  vaccineDoses: null,
  testedAt: null,
  testResult: null,
  healthCode: null,
  control: null,
  remark: null,
  source: '澜汀街道办',
}
