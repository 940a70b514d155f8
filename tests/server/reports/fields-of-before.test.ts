import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { InboxPage } from '../../../contract/reports.ts'
import { records, reports } from '../../../server/db/schema/index.ts'
import { ofRecord, ofReport } from '../../../server/privacy/places.ts'
import { sealJson } from '../../../server/privacy/sealer.ts'
import { startApp } from '../../support/app.ts'
import { givenRecorders } from '../../support/pastes.ts'
import { answerOf, getTask, record, submit } from '../../support/steps.ts'

const app = await startApp()

/** What a report was when only two fields were asked for. */
const OLD = { outcome: 'reached', whereabouts: 'left' }

it('reads a report and a record of before a field was asked for as one that does not tell it', async () => {
  const { db, sealer } = app.deps
  const town = await givenRecorders(app)
  const task = await town.givenResident('张三丰', '13812345678')
  const made = await record(town.recorder, await submit(town.caller, task, { whereabouts: 'local' }))
  const fieldsSealed = sealJson(sealer, OLD, ofRecord('fields_sealed', made, task.unitId))
  await db.update(records).set({ fieldsSealed }).where(eq(records.id, made.id))
  await submit(town.caller, { id: task.id, version: made.taskVersion }, { whereabouts: 'left' })
  for (const { id, unitId } of await db.select().from(reports)) {
    const fieldsSealed = sealJson(sealer, OLD, ofReport('fields_sealed', { id, unitId }))
    await db.update(reports).set({ fieldsSealed }).where(eq(reports.id, id))
  }

  const { items } = await answerOf(InboxPage, await town.recorder.get('/api/reports'))
  const detail = await getTask(town.recorder, task.id)

  expect(items[0]?.fields).toMatchObject({ ...OLD, tests: [], address: null, callBackAt: null })
  expect(items[0]?.highlights).toEqual([{ text: '已离本市', isNew: false }])
  expect(detail.records[0]?.fields).toMatchObject({ ...OLD, tests: [], vaccineDoses: null })
  expect(detail.reports[0]?.fields).toMatchObject({ ...OLD, tests: [] })
})
