import { beforeEach, describe, expect, it } from 'vitest'
import { OwnRecords, RecordSummary } from '../../../contract/records.ts'
import { startApp, type Client } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { givenRecorders, recordCards } from '../../support/pastes.ts'
import { reached } from '../../support/report-fields.ts'
import { answerOf, record, submit, undo } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

const listOwn = async (client: Client) => (await answerOf(OwnRecords, await client.get('/api/records/own'))).items

const correct = async (client: Client, made: RecordSummary, reason: string) => {
  app.clock.advance(MINUTE_MS)
  const body = { version: made.taskVersion, fields: reached({ vaccineDoses: 3 }), reason }
  return answerOf(RecordSummary, await client.send('POST', `/api/records/${made.id}/corrections`, body))
}

describe('own records', () => {
  it('are there for a phone that starts anew, newest first, masked, and can be undone from there', async () => {
    const [first, second] = [
      await town.givenResident('张三丰', '13812345678'),
      await town.givenResident('李明', '13912345679'),
    ]
    await record(town.recorder, await submit(town.caller, first, { address: '桂花苑12栋801' }))
    app.clock.advance(MINUTE_MS)
    await recordCards(town.recorder, (await town.paste(town.recorder, `#${second.code} 无人接听`)).cards)

    const items = await listOwn(town.recorder)

    expect(items).toMatchObject([
      { code: second.code, name: '李*', phoneTail: '5679', line: '', changed: null, superseded: [] },
      { code: first.code, name: '张**', record: { state: 'current', fields: { address: '桂花苑12栋***' } } },
    ])
    expect(items[1]?.line).toContain(`#${first.code}`)
    for (const item of items) await undo(town.recorder, item.record)
    expect(await listOwn(town.recorder)).toEqual([])
  })

  it('are those of the one who asks', async () => {
    await record(town.recorder, await submit(town.caller, await town.givenResident('张三丰', '13812345678')))

    expect(await listOwn(town.colleague)).toEqual([])
  })

  it('show what a correction superseded, and the correction alone can be changed again', async () => {
    const made = await record(
      town.recorder,
      await submit(town.caller, await town.givenResident('张三丰', '13812345678'), { whereabouts: 'local' }),
    )
    const corrected = await correct(town.recorder, made, '听错了')

    const items = await listOwn(town.recorder)

    expect(items.map(item => item.record.id)).toEqual([corrected.id])
    expect(items[0]).toMatchObject({
      record: { reason: '听错了', state: 'current' },
      superseded: [{ by: '林雨', told: expect.stringContaining('在本社区'), reason: null }],
    })
  })

  it('say which colleague corrected or undid them', async () => {
    const [first, second] = [
      await town.givenResident('张三丰', '13812345678'),
      await town.givenResident('李明', '13912345679'),
    ]
    const made = await record(town.recorder, await submit(town.caller, first))
    await correct(town.colleague, made, '听错了')
    await undo(town.colleague, await record(town.recorder, await submit(town.caller, second)))

    const items = await listOwn(town.recorder)

    expect(items).toMatchObject([
      { code: second.code, record: { state: 'undone' }, changed: { by: '周海' } },
      { code: first.code, record: { state: 'superseded' }, changed: { by: '周海' } },
    ])
  })

  it('leave the list after twelve hours', async () => {
    const staffId = await app.givenStaff('何苗', ['recorder', town.city.community])
    const task = await town.givenResident('张三丰', '13812345678')
    await record(await app.as(staffId), await submit(town.caller, task))
    app.clock.advance(12 * 60 * MINUTE_MS)

    expect(await listOwn(await app.as(staffId))).toEqual([])
  })
})

it('leave nothing in clear', () => expectNoLeaks(app))
