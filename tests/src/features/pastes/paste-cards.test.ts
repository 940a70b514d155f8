import { describe, expect, it } from 'vitest'
import type { PasteCard, PasteResult } from '../../../../contract/pastes.ts'
import { emptyReportFields } from '../../../../contract/report-fields.ts'
import {
  applyResults,
  chooseTask,
  comeBack,
  isClear,
  isEmpty,
  itemOfLine,
  itemsOf,
  questionOf,
  requestOf,
  toldOtherwise,
} from '../../../../src/features/pastes/paste-cards.ts'

const NOW = Date.parse('2022-05-21T13:00:00Z')
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const candidate = (number: number) => ({
  taskId: idOf(number),
  version: 3,
  code: 'K7Q2M',
  name: '张*',
  phoneTail: '5678',
  address: '汀南3巷***',
  unitName: '汀南社区',
  replaces: null,
  queue: { attempts: 1, urgent: false, deadlineAt: null },
})

const cardOf = (key: string, changes: Partial<PasteCard> = {}): PasteCard => ({
  key,
  read: {
    ...emptyReportFields(),
    outcome: 'reached',
    message: 0,
    sender: '陈晓',
    sentAt: null,
    code: 'K7Q2M',
    phone: null,
    phoneTail: null,
    name: null,
    supersedes: false,
    unsure: [],
    unread: [],
  },
  candidates: [candidate(1)],
  doubt: null,
  highlights: [],
  labSays: null,
  addressSealed: 'sealed',
  recorded: null,
  supersedes: false,
  ...changes,
})

const cardsOf = (...cards: PasteCard[]) => itemsOf({ cards, messages: cards.length, chatter: [] })
const result = (key: string, changes: Partial<PasteResult>): PasteResult => ({
  key,
  taskId: idOf(1),
  outcome: 'recorded',
  ...changes,
})

describe('cards of a paste', () => {
  it('are clear, to be asked about, or known already', () => {
    const recorded = { by: '周海', at: '2022-05-21T12:00:00Z' }
    const items = cardsOf(cardOf('a'), cardOf('b', { doubt: 'tail_only' }), cardOf('c', { recorded }))

    expect(items.map(isClear)).toEqual([true, false, false])
    expect(items.map(item => item.state)).toEqual(['open', 'open', 'known'])
    expect(items[1]?.chosen).toBeNull()
  })

  it('are sent with the task, its version and the address as it came', () => {
    expect(cardsOf(cardOf('a')).flatMap(requestOf)).toEqual([
      {
        key: 'a',
        taskId: idOf(1),
        version: 3,
        fields: { ...emptyReportFields(), outcome: 'reached' },
        addressSealed: 'sealed',
      },
    ])
  })

  it('on which nothing was understood are never clear, whatever task is chosen', () => {
    const card = cardOf('a', { doubt: 'question' })
    const [item] = cardsOf({ ...card, read: { ...card.read, outcome: null } })
    if (!item) throw new Error('one card was given')
    const chosen = { ...item, chosen: candidate(1) }

    expect([isClear(chosen), isEmpty(chosen)]).toEqual([false, true])
    const filled = { ...chosen, edited: { ...emptyReportFields(), outcome: 'busy' as const } }
    expect([isClear(filled), isEmpty(filled)]).toEqual([true, false])
  })
})

describe('an answer', () => {
  it('says of each card what became of it', () => {
    const items = cardsOf(...['a', 'b', 'c', 'd'].map((key, at) => cardOf(key, { candidates: [candidate(at)] })))

    const settled = applyResults(items, [
      result('a', { taskId: idOf(0) }),
      result('b', { outcome: 'already', by: '周海', at: '2022-05-21T12:00:00Z' }),
      result('c', { taskId: idOf(2), outcome: 'changed', changes: [], version: 9 }),
      result('d', { taskId: idOf(3), outcome: 'refused', message: '没有找到。' }),
    ])

    expect(settled.map(item => item.state)).toEqual(['recorded', 'known', 'open', 'open'])
    expect(settled[1]?.knownBy?.by).toBe('周海')
    expect(settled[2]).toMatchObject({ chosen: { version: 9 }, problem: { text: '这条任务刚被改动过，看过再录。' } })
    expect(settled[3]?.problem?.text).toBe('没有找到。')
  })

  it('moves the version of the other messages about the same task, and so does an undo', () => {
    const items = cardsOf(cardOf('a'), cardOf('b'), cardOf('c', { candidates: [candidate(2)] }))
    const record = { taskVersion: 4 } as NonNullable<PasteResult['record']>

    const settled = applyResults(items, [result('a', { record })])
    expect(settled.map(item => item.chosen?.version)).toEqual([4, 4, 3])

    const undone = comeBack(settled, 'a', 5)
    expect(undone.map(item => item.state)).toEqual(['open', 'open', 'open'])
    expect(undone.map(item => item.chosen?.version)).toEqual([5, 5, 3])
  })
})

describe('a question', () => {
  it.each([
    ['tail_only', [candidate(1)], '只有尾号，没有姓名。是这一位吗？', null, '都不是'],
    ['several', [candidate(1), candidate(2)], '2 个任务都像是，是哪一个？', null, '都不是'],
    ['no_match', [], '您的社区里没有对得上的任务。', null, '不录'],
    ['code_wrong', [], '任务码 K7Q2M 写错了，没有对上任何人，请向电话组核对。', null, '不录'],
    ['code_wrong', [candidate(1)], '任务码 K7Q2M 写错了，差一个字符的是下面的。是这一位吗？', null, '都不是'],
    ['household', [candidate(1)], '同一号码的另一位家人，录入会替换前一位的。', '仍要录入', '不录'],
  ] as const)('of %s', (doubt, candidates, text, yes, no) => {
    const card = cardOf('a', { doubt, candidates: [...candidates] })
    expect(questionOf({ card, line: null }, NOW)).toEqual({ text, yes, no })
  })

  it('names the words and fields that were not understood', () => {
    const card = cardOf('a', { doubt: 'not_understood' })
    const read = { ...card.read, unsure: ['tests' as const], unread: [{ text: '嘎嘎', from: 3, to: 5 }] }

    expect(questionOf({ card: { ...card, read }, line: null }, NOW)).toEqual({
      text: '「嘎嘎」没看懂，核酸拿不准，识别的对吗？',
      yes: '没错，录入',
      no: '不录',
    })
  })

  it('tells whose record would be replaced', () => {
    const replaces = { by: '周海', at: '2022-05-21T12:05:00Z' }

    const card = cardOf('a', { doubt: 'recorded_before', candidates: [{ ...candidate(1), replaces }] })

    expect(questionOf({ card, line: null }, NOW)?.text).toBe('周海 20:05 录过这位，用这条替换吗？')
  })
})

describe('a task found by what was typed', () => {
  it('is the one of the card from then on, and says where the message speaks otherwise', () => {
    const [item] = cardsOf(cardOf('a', { doubt: 'code_wrong', candidates: [] }))
    if (!item) throw new Error('one card was given')
    const chosen = { ...candidate(2), code: 'ABCDE' }

    const known = chooseTask({ ...item, card: { ...item.card, read: { ...item.card.read, name: '李*' } } }, chosen)

    expect(isClear(known)).toBe(true)
    expect(known.card.candidates).toEqual([chosen])
    expect(toldOtherwise(known)).toBe('消息里写的是 #K7Q2M 李*')
    expect(toldOtherwise(chooseTask(item, candidate(1)))).toBeNull()
  })

  it('of a line of the chatter is filled in by hand', () => {
    const line = { key: 'k', message: 3, sender: '小周', sentAt: null, text: '老样子', recorded: null }
    const item = itemOfLine(line)

    expect(questionOf(item, NOW)).toEqual({ text: '说的是哪一位居民？', yes: null, no: '放回闲聊' })
    const chosen = chooseTask(item, candidate(1))
    expect([isEmpty(chosen), isClear(chosen)]).toEqual([true, false])
    expect(requestOf({ ...chosen, edited: { ...emptyReportFields(), outcome: 'busy' } })).toMatchObject([
      { key: 'k', taskId: idOf(1), fields: { outcome: 'busy' } },
    ])
  })
})
