// Every row is accounted for exactly once, and the order of two imports changes links only (P3, P4, P10).
import { assert, asyncProperty, array, constantFrom, integer, record, type Arbitrary } from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import type { Batch } from '../../../contract/batches.ts'
import { batches, batchRows, subjects, tasks } from '../../../server/db/schema/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { csvList, importAs } from '../../support/lists.ts'
import { openName, openPhone } from '../../../server/tasks/sealed-task.ts'

interface Row {
  name: string
  /** 0 to 2: no number at all. */
  number: number
}

/** Few numbers and names, so that they meet. */
const row: Arbitrary<Row> = record({
  name: constantFrom('张三丰', '李四光', '王五一', ''),
  number: integer({ min: 0, max: 6 }),
})
const list = array(row, { minLength: 1, maxLength: 8 })

let app: TestApp
let community: string
let leadId: string
let worlds = 0

beforeAll(async () => {
  app = await startApp()
  const city = await app.givenCity()
  ;({ community } = city)
  leadId = await app.givenStaff('赵敏', ['lead', city.street])
})

/** Numbers no earlier run has used, as if the database were empty; an hour later, when the lead may import again. */
function newWorld(): (name: string, rows: readonly Row[]) => Promise<Batch> {
  worlds += 1
  app.clock.advance(3_600_000)
  const phone = (number: number) =>
    ['无', '1381234', '12345678901'][number] ?? `138${String(worlds * 10 + number).padStart(8, '0')}`
  return (name, rows) => {
    const lines = rows.map((one, i) => `${worlds}${name}${i},${one.name},${phone(one.number)},x`)
    return importAs(app, leadId, csvList(`编号,姓名,手机号,备注\n${lines.join('\n')}\n`, name), { unitId: community })
  }
}

/** What a batch holds, links left aside. */
async function contentOf({ id }: Batch) {
  const { db, sealer } = app.deps
  const people = await db
    .select({ task: tasks, person: subjects })
    .from(subjects)
    .innerJoin(tasks, eq(tasks.id, subjects.taskId))
    .where(eq(tasks.batchId, id))
  const rows = await db.select().from(batchRows).where(eq(batchRows.batchId, id)).orderBy(asc(batchRows.row))
  return {
    people: people
      .map(({ task, person }) => `${openPhone(sealer, task).slice(-1)} ${openName(sealer, task, person)}`)
      .sort(),
    rows: rows.map(one => [one.row, one.account === 'linked' ? 'new' : one.account, one.reason]),
  }
}

it('adds up whatever the list holds', async () => {
  await assert(
    asyncProperty(list, async rows => {
      const batch = await newWorld()('甲', rows)

      expect(batch.new + batch.linked + batch.merged + batch.rejected).toBe(rows.length)
      expect(batch.tasks).toBe(batch.new + batch.linked)
      expect(await app.deps.db.$count(batchRows, eq(batchRows.batchId, batch.id))).toBe(rows.length)
      expect(await app.deps.db.$count(tasks, eq(tasks.batchId, batch.id))).toBe(batch.tasks)
    }),
    { numRuns: 20 },
  )
})

it('holds the same in each list whichever comes first', async () => {
  await assert(
    asyncProperty(list, list, async (first, second) => {
      const forth = newWorld()
      const [a, b] = [await forth('甲', first), await forth('乙', second)]
      const back = newWorld()
      const [d, c] = [await back('乙', second), await back('甲', first)]

      expect([await contentOf(c), await contentOf(d)]).toEqual([await contentOf(a), await contentOf(b)])
      expect([a.linked, d.linked]).toEqual([0, 0])
      expect(b.linked).toBe(c.linked)
    }),
    { numRuns: 10 },
  )
})

it('makes one list of the same file sent by two people at once', async () => {
  const file = csvList('姓名,手机号\n张三丰,13912345678\n')
  const send = () => importAs(app, leadId, file, { unitId: community })
  const both = await Promise.allSettled([send(), send()])

  expect(both.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await app.deps.db.$count(batches, eq(batches.fileName, file.fileName))).toBe(1)
})
