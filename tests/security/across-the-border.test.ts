import { beforeEach, describe, expect, it } from 'vitest'
import { tasks } from '../../server/db/schema/index.ts'
import { bindLookups } from '../../server/node/keys/bind-lookups.ts'
import { startApp } from '../support/app.ts'
import { givenRecorders, namedPerson } from '../support/pastes.ts'
import { getTask, noteCall } from '../support/steps.ts'

const NUMBER = '13870645678'
const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

describe('the hashes a member’s question is looked up by', () => {
  it('are others in every community, for the number and for its tail', async () => {
    const [own, foreign] = [
      await town.givenResident('贾晓磊', NUMBER),
      await town.givenResident('贾晓磊', NUMBER, town.city.neighbour),
    ]

    expect(own.phoneHash).toBe(foreign.phoneHash)
    expect(own.lookups).not.toEqual(foreign.lookups)
    expect(own.tailHash).not.toBe(foreign.tailHash)
    expect(new Set([...own.lookups, ...foreign.lookups]).has(own.phoneHash)).toBe(false)
  })

  it('are made for tasks of before', async () => {
    const { db, sealer } = app.deps
    const made = await app.givenTask({
      unitId: town.city.community,
      phone: NUMBER,
      alternatives: ['13900001111'],
      subjects: [namedPerson('贾晓磊')],
    })
    await db.update(tasks).set({ lookups: [], tailHash: sealer.hash('phone_tail', '5678') })
    const find = async (text: string) => (await town.paste(town.recorder, `${text} 核酸5月20日阴`)).cards[0]?.candidates
    expect(await find(NUMBER)).toEqual([])

    expect(await bindLookups(app.pool, sealer)).toBe(1)

    expect(await app.taskNow(made.id)).toMatchObject({ lookups: made.lookups, tailHash: made.tailHash })
    for (const told of [NUMBER, '13900001111', '贾晓磊 尾号5678'])
      expect(await find(told)).toMatchObject([{ taskId: made.id }])
  })
})

it('an earlier call in another unit is told as the bare fact: when and how, not who nor where', async () => {
  const { community, neighbour } = town.city
  const neighbourCaller = await app.as(await app.givenStaff('钱多多', ['caller', neighbour]))
  const earlier = await app.givenTask({
    unitId: neighbour,
    phone: NUMBER,
    facts: { address: '明州市云屏区望湖小区8栋302' },
  })
  await noteCall(neighbourCaller, earlier, { outcome: 'no_answer' })
  const task = await app.givenTask({ unitId: community, phone: NUMBER, linkedTaskId: earlier.id })
  const caller = await app.as(await app.givenStaff('何畅', ['caller', community]))
  const lead = await app.as(await app.givenStaff('赵敏', ['lead', town.city.street]))

  const [seen, seenByLead] = [await getTask(caller, task.id), await getTask(lead, task.id)]

  expect(seen.attempts).toMatchObject([{ staffName: '其他单位', outcome: 'no_answer' }])
  expect(JSON.stringify(seen)).not.toMatch(/钱多多|望湖/)
  expect(seenByLead.attempts).toMatchObject([{ staffName: '钱多多' }])
  expect(JSON.stringify(seenByLead)).toContain('望湖')
})
