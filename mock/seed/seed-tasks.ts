import { eq } from 'drizzle-orm'
import { NAMED_RULES, type RuleName } from '../../contract/rules.ts'
import type { Deps } from '../../server/app-env.ts'
import { writeBatch, type NewTask } from '../../server/batches/write-batch.ts'
import { units } from '../../server/db/schema/index.ts'
import { sha256 } from '../../server/privacy/random.ts'
import { createRandom, inventPeople, type InventedPerson } from './people.ts'

const PEOPLE_PER_COMMUNITY = 24

/** Two lists of this evening: one with time, one that came late and is urgent. */
const LISTS: readonly { source: string; ruleName: RuleName; hoursLeft: number; urgent: boolean; seed: number }[] = [
  { source: '澜汀街道办', ruleName: '三天两检', hoursLeft: 9, urgent: false, seed: 11 },
  { source: '区数据平台', ruleName: '48小时核酸', hoursLeft: 3, urgent: true, seed: 23 },
]

export async function seedTasks(deps: Deps): Promise<void> {
  const now = deps.clock()
  const communities = await deps.db.select().from(units).where(eq(units.level, 'community'))
  for (const list of LISTS) {
    const random = createRandom(list.seed)
    const tasks = communities.flatMap(unit =>
      inventPeople(random, unit.name, PEOPLE_PER_COMMUNITY / LISTS.length).map(person =>
        toTask(person, unit.id, list.source, now),
      ),
    )
    await deps.db.transaction(async tx =>
      writeBatch(deps, tx, {
        name: `${list.source} ${list.ruleName}`,
        source: list.source,
        fileName: 'seed',
        contentHash: await sha256(JSON.stringify(list)),
        receivedAt: now,
        deadlineAt: new Date(now.getTime() + list.hoursLeft * 3_600_000),
        urgent: list.urgent,
        ruleName: list.ruleName,
        rule: NAMED_RULES[list.ruleName],
        layout: {},
        counts: { rows: tasks.length, new: tasks.length, linked: 0, merged: 0, rejected: 0 },
        importedBy: null,
        tasks,
        rows: [],
      }),
    )
  }
}

function toTask(person: InventedPerson, unitId: string, source: string, now: Date): NewTask {
  const arrivedAt = new Date(now.getTime() - person.arrivedDaysAgo * 86_400_000)
  return {
    phone: person.phone,
    alternatives: [],
    unitId,
    subjects: [{ name: person.name, idNumber: person.idNumber, idNote: null }],
    arrivedAt,
    linkedTaskId: null,
    facts: {
      address: person.address,
      origin: person.origin,
      riskPlace: null,
      arrivedOn: arrivedAt.toISOString().slice(0, 10),
      transport: person.transport,
      vehicleNo: person.vehicleNo || null,
      vaccineDoses: person.vaccineDoses,
      testedAt: null,
      testResult: null,
      healthCode: '绿码',
      control: null,
      remark: null,
      source,
      at: now.toISOString(),
    },
  }
}
