import { beforeEach, describe, expect, it } from 'vitest'
import { receiveTestResults } from '../../../server/test-results/receive-test-results.ts'
import { startApp } from '../../support/app.ts'
import { givenRecorders, itemOf, namedPerson, recordCards, recordItems } from '../../support/pastes.ts'
import { reached } from '../../support/report-fields.ts'
import { getTask, refusalOf } from '../../support/steps.ts'
import { openRecord } from '../../../server/tasks/sealed-report.ts'

const app = await startApp()

/** With a wrong check character. */
const mistyped = (code: string) => code.slice(0, 4) + (code.endsWith('0') ? '1' : '0')

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

describe('a message', () => {
  it('with a code is clear, masked, and recorded in one step', async () => {
    const task = await town.givenResident('张三丰', '13812345678')

    const { cards, messages, chatter } = await town.paste(
      town.recorder,
      `#${task.code} 张三丰 已接通，5月20日核酸阴性，在本社区`,
    )

    expect({ messages, chatter }).toEqual({ messages: 1, chatter: [] })
    expect(cards).toMatchObject([
      { doubt: null, recorded: null, read: { name: '张**', code: task.code, outcome: 'reached' } },
    ])
    expect(cards[0]?.candidates).toMatchObject([{ taskId: task.id, name: '张**', phoneTail: '5678' }])
    const { results } = await recordCards(town.recorder, cards)
    expect(results).toMatchObject([{ outcome: 'recorded', record: { staffName: '林雨', state: 'current' } }])
    expect(await getTask(town.recorder, task.id)).toMatchObject({ status: 'recorded', records: [{ state: 'current' }] })
  })

  it.each([
    ['a full number', '13812345678 核酸5月20日阴', null],
    ['a tail and the name', '张三丰 尾号5678 核酸5月20日阴', null],
    ['a tail and a surname', '张先生 尾号5678 核酸5月20日阴', null],
    ['a tail alone', '尾号5678 核酸5月20日阴', 'tail_only'],
    ['a tail and another name', '李明 尾号5678 核酸5月20日阴', 'no_match'],
    ['a full number and another name', '李明 13812345678 核酸5月20日阴', 'no_match'],
    ['an unknown number', '张三丰 13999999999 核酸5月20日阴', 'no_match'],
    ['a name alone', '张三丰 已接通，核酸5月20日阴', 'no_match'],
  ] as const)('with %s: %s', async (_what, text, doubt) => {
    await town.givenResident('张三丰', '13812345678')

    const { cards } = await town.paste(town.recorder, text)

    expect(cards.map(card => card.doubt)).toEqual([doubt])
  })

  it('whose code is mistyped matches nothing and says so, even beside the right number', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const { cards } = await town.paste(
      town.recorder,
      `#${mistyped(task.code)} 张三丰 13812345678 已接通，核酸5月20日阴`,
    )

    expect(cards).toMatchObject([{ doubt: 'code_wrong', candidates: [{ taskId: task.id, name: '张**' }] }])
    expect(await getTask(town.recorder, task.id)).toMatchObject({ status: 'to_call' })
  })

  it('whose code is mistyped offers nobody of a foreign community, and nobody of another name or tail', async () => {
    const foreign = await town.givenResident('张三丰', '13812345678', town.city.neighbour)
    const own = await town.givenResident('李明', '13912345679')

    const { cards } = await town.paste(
      town.recorder,
      [
        `#${mistyped(foreign.code)} 已接通，核酸5月20日阴`,
        `#${mistyped(own.code)} 王芳 已接通，核酸5月20日阴`,
        `#${mistyped(own.code)} 尾号0000 已接通，核酸5月20日阴`,
        `#${mistyped(own.code)} 李明 已接通，核酸5月20日阴`,
      ]
        .map(text => `陈晓 19:00\n${text}`)
        .join('\n'),
    )

    expect(cards.map(card => card.doubt)).toEqual(Array(4).fill('code_wrong'))
    expect(cards.map(card => card.candidates.map(one => one.taskId))).toEqual([[], [], [], [own.id]])
  })

  it('is never known already by a guess', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    await recordCards(town.recorder, (await town.paste(town.recorder, `#${task.code} 无人接听`)).cards)

    const { cards } = await town.paste(
      town.recorder,
      `陈晓 19:00\n#${mistyped(task.code)} 无人接听\n陈晓 19:01\n尾号5678 无人接听`,
    )

    expect(cards.map(({ doubt, recorded }) => [doubt, recorded])).toEqual([
      ['code_wrong', null],
      ['tail_only', null],
    ])
    expect(cards[1]?.candidates[0]?.replaces).toMatchObject({ by: '林雨' })
  })

  it('whose code belongs to somebody of another name asks', async () => {
    const task = await town.givenResident('张三丰', '13812345678')

    const { cards } = await town.paste(town.recorder, `#${task.code} 李明 已接通，核酸5月20日阴`)

    expect(cards).toMatchObject([{ doubt: 'name_differs', candidates: [{ taskId: task.id }] }])
  })

  it('of a foreign community finds nobody, and cannot be recorded', async () => {
    const foreign = await town.givenResident('张三丰', '13812345678', town.city.neighbour)

    const { cards } = await town.paste(
      town.recorder,
      `#${foreign.code} 已接通，核酸5月20日阴\n\n13812345678 核酸5月20日阴`,
    )

    expect(cards.every(card => card.doubt === 'no_match' && card.candidates.length === 0)).toBe(true)
    const own = await town.givenResident('李明', '13812345679')
    const [clear] = (await town.paste(town.recorder, `#${own.code} 已接通，核酸5月20日阴`)).cards
    if (!clear) throw new Error('a card was expected')
    const items = [itemOf(clear), { ...itemOf(clear), key: 'k2', taskId: foreign.id, version: foreign.version }]
    const { results } = await recordItems(town.recorder, items)
    expect(results.map(result => result.outcome)).toEqual(['recorded', 'refused'])
    expect((await app.taskNow(foreign.id)).version).toBe(foreign.version)
  })

  it('that two tasks fit asks which', async () => {
    await town.givenResident('张三丰', '13812345678')
    await town.givenResident('张三', '13912345678')

    const { cards } = await town.paste(town.recorder, '张先生 尾号5678 核酸5月20日阴')

    expect(cards.map(card => [card.doubt, card.candidates.length])).toEqual([['several', 2]])
  })

  it('that asks about a resident is a question, not a report', async () => {
    const task = await town.givenResident('张三丰', '13812345678')

    const { cards } = await town.paste(town.recorder, `#${task.code} 录了没？`)

    expect(cards.map(card => card.doubt)).toEqual(['question'])
  })

  it('about several people of one number is clear for the first and asks for the others', async () => {
    await app.givenTask({
      unitId: town.city.community,
      phone: '13812345678',
      subjects: [namedPerson('张三丰'), namedPerson('李明')],
    })

    const { cards } = await town.paste(
      town.recorder,
      '一家两口13812345678：张三丰 核酸5月20日阴，妻子李明 已离深回湖南',
    )

    expect(cards.map(card => card.doubt)).toEqual([null, 'household'])
  })

  it('of chatter makes no card and can be looked at, numbers hidden', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const asked = '谁负责这个？表格 20220521 12345'
    const text = ['小陈 20:01', '收到', '小林 20:02', `#${task.code} 无人接听`, '小周 20:03', asked].join('\n')

    const { cards, messages, chatter } = await town.paste(town.recorder, text)

    expect([cards.length, messages]).toEqual([1, 3])
    expect(chatter).toMatchObject([
      { message: 0, sender: '小陈', text: '收到', recorded: null },
      { message: 2, sender: '小周' },
    ])
    expect(chatter[1]?.text).toMatch(/^谁负责这个.*\*{4}$/)
  })

  it('of chatter that speaks of a resident all the same is recorded by hand, once', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const read = () => town.paste(town.recorder, '老样子')
    const [line] = (await read()).chatter
    if (!line) throw new Error('a line was expected')

    const item = { key: line.key, taskId: task.id, version: task.version, fields: reached() }
    const { results } = await recordItems(town.recorder, [item])

    expect(results).toMatchObject([{ outcome: 'recorded' }])
    expect((await read()).chatter).toMatchObject([{ recorded: { by: '林雨' } }])
    expect(await recordItems(town.colleague, [item])).toMatchObject({ results: [{ outcome: 'already', by: '林雨' }] })
  })

  it('of this app that reminds the recorders is chatter', async () => {
    const task = await town.givenResident('张三丰', '13812345678')

    const answer = await town.paste(town.recorder, `待录入提醒：汀南社区 1 条反馈已超过 15 分钟（#${task.code}）`)

    expect(answer).toMatchObject({ cards: [], messages: 1, chatter: [{ message: 0 }] })
  })
})

describe('what is known', () => {
  it('is told apart from what is new, earlier records and the lab included', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    await recordCards(
      town.recorder,
      (await town.paste(town.recorder, `#${task.code} 已接通，5月19日核酸阴性，在本社区`)).cards,
    )
    const sampledAt = new Date('2022-05-20T06:00:00Z')
    const phoneHash = app.deps.sealer.hash('phone', '13812345678')
    const sample = { id: 's1', phoneHash, sampledAt, result: 'negative' as const, source: '化验室' }
    await app.deps.db.transaction(tx =>
      receiveTestResults(tx, [{ ...sample, receivedAt: app.clock.now }], app.clock.now),
    )

    const { cards } = await town.paste(
      town.recorder,
      `更正 #${task.code} 已接通，5月19日核酸阴性、5月20日核酸阴性、5月21日核酸阴性，在本社区`,
    )

    const isNew = Object.fromEntries(cards[0]?.highlights.map(fact => [fact.text, fact.isNew]) ?? [])
    expect(isNew).toEqual({ 在本社区: false, '5/19 阴性': false, '5/20 阴性': false, '5/21 阴性': true })
    expect(cards[0]?.labSays).toBe('化验室没有 5/19 的样本；化验室没有 5/21 的样本')
  })

  it('from the lab is not what somebody on a list with another number has', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const idNumber = '449901199001015678'
    const subjects = [{ ...namedPerson('李四光'), idNumber }]
    await app.givenTask({ unitId: town.city.community, phone: '13812345679', subjects })
    const { sealer, db, clock } = app.deps
    const row = {
      id: 's2',
      phoneHash: sealer.hash('phone', '13812345678'),
      idHash: sealer.hash('id_number', idNumber),
      sampledAt: new Date('2022-05-20T06:00:00Z'),
      result: 'negative' as const,
      source: '化验室',
      receivedAt: clock(),
    }
    await db.transaction(tx => receiveTestResults(tx, [row], clock()))

    const { cards } = await town.paste(town.recorder, `#${task.code} 已接通，5月20日核酸阴性，在本社区`)

    expect(cards[0]?.labSays).toBe('化验室没有 5/20 的样本')
  })

  it('of the address goes into the record in full and comes back masked', async () => {
    const task = await town.givenResident('张三丰', '13812345678')
    const address = '桂花苑12栋801'
    app.clearValues.add(address)

    const { cards } = await town.paste(town.recorder, `#${task.code} 已接通，核酸5月20日阴，住桂花苑12栋801`)
    expect(cards[0]?.read.address).toBe('桂花苑12栋***')
    const { results } = await recordCards(town.recorder, cards)

    expect(results[0]?.record?.fields.address).toBe('桂花苑12栋***')
    const rows = await app.deps.db.query.records.findMany()
    expect(rows.map(row => openRecord(app.deps.sealer, row, task.unitId).address)).toEqual([
      expect.stringContaining('桂花苑12栋801'),
    ])
  })

  it('of one card cannot be put on another', async () => {
    const first = await town.givenResident('张三丰', '13812345678')
    const { cards } = await town.paste(town.recorder, `#${first.code} 已接通，核酸5月20日阴，住桂花苑12栋801`)
    const [card] = cards
    if (!card) throw new Error('a card was expected')

    const items = [{ ...itemOf(card), key: 'another' }]
    const { results } = await recordItems(town.recorder, items)

    expect(results).toMatchObject([{ outcome: 'refused', message: '内容有误，请检查后再提交。' }])
  })
})

it('takes a selection of 200,000 characters and no more', async () => {
  const line = '小陈 20:01\n收到，辛苦了\n'
  const text = line.repeat(Math.floor(200_000 / line.length))

  const { chatter } = await town.paste(town.recorder, text)
  const tooLong = await town.recorder.send('POST', '/api/pastes', {
    text: `${text}${line}${line}`.padEnd(200_001, '哦'),
  })

  expect(chatter).toHaveLength(Math.floor(200_000 / line.length))
  expect(await refusalOf(tooLong)).toMatchObject({ status: 422, code: 'invalid_input' })
})
