import { beforeEach, describe, expect, it } from 'vitest'
import { InboxPage } from '../../../contract/reports.ts'
import { readMessages } from '../../../server/db/schema/index.ts'
import { startApp } from '../../support/app.ts'
import { givenRecorders, recordCards } from '../../support/pastes.ts'
import { answerOf, getTask, record, submit, undo } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

describe('recording', () => {
  it('the same message again changes nothing and says who did it', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const text = `#${task.code} 张三丰 已接通，5月20日核酸阴性`
    const first = await town.paste(town.recorder, text)
    await recordCards(town.recorder, first.cards)
    const { version } = await app.taskNow(task.id)

    const again = await town.paste(town.colleague, `  ${text}\n`)
    const { results } = await recordCards(town.colleague, first.cards)

    expect(again.cards).toMatchObject([{ key: first.cards[0]?.key, recorded: { by: '林雨' } }])
    expect(results).toMatchObject([{ outcome: 'already', by: '林雨' }])
    expect((await app.taskNow(task.id)).version).toBe(version)
  })

  it('the same words of another day is another message', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const text = `#${task.code} 今天已做核酸，阴性`
    await recordCards(town.recorder, (await town.paste(town.recorder, text)).cards)
    app.clock.advance(24 * 60 * MINUTE_MS)
    const next = await app.as(await app.givenStaff('林雨', ['recorder', town.city.community]))

    const { cards } = await town.paste(next, text)

    expect(cards).toMatchObject([
      { recorded: null, doubt: 'recorded_before', candidates: [{ replaces: { by: '林雨' } }] },
    ])
  })

  it('of one selection by two recorders at once is won by one, the other is told who', async () => {
    const tasks = await Promise.all(
      ['13812345671', '13812345672', '13812345673'].map(phone => town.givenResident('张三丰', phone)),
    )
    const { cards } = await town.paste(
      town.recorder,
      tasks.map(({ code }) => `小陈 20:01\n#${code} 无人接听`).join('\n'),
    )
    expect(cards).toHaveLength(3)

    const answers = await Promise.all([
      recordCards(town.recorder, cards),
      recordCards(town.colleague, [...cards].reverse()),
    ])

    const outcomes = answers.map(({ results }) => results.map(result => result.outcome))
    expect(outcomes.map(all => new Set(all).size)).toEqual([1, 1])
    expect(outcomes.map(all => all[0]).sort()).toEqual(['already', 'recorded'])
    const [lost] = answers.flatMap(({ results }) => results.filter(result => result.outcome === 'already'))
    expect(lost?.by).toBe(outcomes[0]?.[0] === 'already' ? '周海' : '林雨')
    expect(await app.deps.db.$count(readMessages)).toBe(3)
    for (const task of tasks) expect((await getTask(town.recorder, task.id)).records).toHaveLength(1)
  })

  it('what somebody changed meanwhile says what, and leaves the others recorded', async () => {
    const [moved, still] = [
      await town.givenResident('张三丰', '13812345678'),
      await town.givenResident('李明', '13812345679'),
    ]
    const { cards } = await town.paste(
      town.recorder,
      `小陈 20:01\n#${moved.code} 无人接听\n小陈 20:02\n#${still.code} 无人接听`,
    )
    await record(town.colleague, await submit(town.caller, moved))

    const { results } = await recordCards(town.recorder, cards)

    expect(results.map(result => result.outcome)).toEqual(['changed', 'recorded'])
    expect(results[0]?.changes).toMatchObject([{ by: '陈晓' }, { by: '周海', text: '录入' }])
    expect(results[0]?.version).toBe((await app.taskNow(moved.id)).version)
    expect(await app.deps.db.$count(readMessages)).toBe(1)
  })

  it('takes the waiting report with it, and an undo lets it wait again and the message be recorded again', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    await submit(town.caller, task)
    const waiting = async () => (await answerOf(InboxPage, await town.recorder.get('/api/reports'))).waiting
    const { cards } = await town.paste(town.recorder, `#${task.code} 已接通，5月20日核酸阴性`)

    const { results } = await recordCards(town.recorder, cards)
    expect(await waiting()).toBe(0)
    const made = results[0]?.record
    if (!made) throw new Error('a record was expected')
    await undo(town.recorder, made)

    expect(await waiting()).toBe(1)
    const again = await town.paste(town.recorder, `#${task.code} 已接通，5月20日核酸阴性`)
    expect(again.cards).toMatchObject([{ recorded: null, doubt: null }])
    expect((await recordCards(town.recorder, again.cards)).results).toMatchObject([{ outcome: 'recorded' }])
  })

  it('a correction of the same selection supersedes what stands above it, and an undo brings that back', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const { cards } = await town.paste(
      town.recorder,
      `小陈 19:01\n#${task.code} 张三丰 5月20日核酸阴性\n小陈 19:30\n更正 #${task.code} 张三丰 5月19日核酸阴性`,
    )
    expect(cards.map(card => [card.doubt, card.supersedes])).toEqual([
      [null, false],
      [null, true],
    ])

    const { results } = await recordCards(town.recorder, cards)

    expect(results.map(result => result.outcome)).toEqual(['recorded', 'recorded'])
    const states = async () => (await getTask(town.recorder, task.id)).records.map(one => one.state)
    expect(await states()).toEqual(['current', 'superseded'])
    const made = results[1]?.record
    if (!made) throw new Error('a record was expected')
    await undo(town.recorder, made)
    expect(await states()).toEqual(['undone', 'current'])
  })

  it('a correction of a recorded task says whose record it replaces', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    await recordCards(town.colleague, (await town.paste(town.colleague, `#${task.code} 5月20日核酸阴性`)).cards)
    app.clock.advance(MINUTE_MS)

    const { cards } = await town.paste(town.recorder, `更正 #${task.code} 5月19日核酸阴性`)

    expect(cards).toMatchObject([{ doubt: null, supersedes: true, candidates: [{ replaces: { by: '周海' } }] }])
    expect((await recordCards(town.recorder, cards)).results).toMatchObject([{ outcome: 'recorded' }])
  })

  it('a correction changes only what it speaks of', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const told = `#${task.code} 5月18日从广州自驾回深，5月20日核酸阴性，三针`
    await recordCards(town.recorder, (await town.paste(town.recorder, told)).cards)
    app.clock.advance(MINUTE_MS)

    const { cards } = await town.paste(town.recorder, `更正 #${task.code} 疫苗是两针`)
    await recordCards(town.recorder, cards)

    const [record] = (await getTask(town.recorder, task.id)).records
    expect(record?.fields).toMatchObject({
      arrivedOn: '2022-05-18',
      origin: '广州',
      tests: [{ date: '2022-05-20', result: 'negative' }],
      vaccineDoses: 2,
    })
  })

  it('what the inbox recorded already is told, not asked', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    await record(town.colleague, await submit(town.caller, task, { vaccineDoses: 3 }))

    const { cards } = await town.paste(town.recorder, `#${task.code} 已接通，5月21日核酸阴性，在本社区，疫苗3针`)

    expect(cards).toMatchObject([{ recorded: { by: '周海' } }])
  })
})
