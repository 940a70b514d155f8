import { describe, expect, it } from 'vitest'
import type { Group, UnitGroups } from '../../../../contract/groups.ts'
import {
  aboveInWords,
  draftOf,
  findUnits,
  groupState,
  readDraft,
} from '../../../../src/features/account/groups/groups.ts'

const NOW = Date.parse('2022-05-21T13:30:00Z')

const group = (changed: Partial<Group> = {}): Group => ({
  id: '00000000-0000-4000-8000-000000000001',
  unitId: '00000000-0000-4000-8000-000000000002',
  unitName: '汀南社区',
  kind: 'result',
  name: '汀南社区流调群',
  channel: 'webhook',
  addressHint: '7d1f',
  triedAt: null,
  problem: null,
  ...changed,
})

describe('groupState', () => {
  it.each([
    ['还没试过', 'calm', group()],
    ['21:05 试通', 'good', group({ triedAt: '2022-05-21T13:05:00Z' })],
    ['群机器人已停用', 'bad', group({ triedAt: '2022-05-21T13:05:00Z', problem: '群机器人已停用' })],
  ] as const)('says %s', (text, tone, tried) => {
    expect(groupState(tried, NOW)).toEqual({ text, tone })
  })
})

describe('readDraft', () => {
  const draft = draftOf(null, '汀南社区反馈群')

  it('keeps the name and the pasted address, trimmed', () => {
    expect(readDraft({ ...draft, name: ' 流调群 ', webhook: ' https://qyapi.test/hook?key=1 ' })).toEqual({
      channel: 'webhook',
      name: '流调群',
      webhook: 'https://qyapi.test/hook?key=1',
    })
  })

  it('asks for an app group by id or a new one', () => {
    const typed = { ...draft, channel: 'app_group', chatId: ' wr42 ' } as const

    expect(readDraft({ ...typed, create: true })).toEqual({
      channel: 'app_group',
      name: '汀南社区反馈群',
      create: true,
    })
    expect(readDraft({ ...typed, create: false })).toMatchObject({ create: false, chatId: 'wr42' })
  })

  it.each([
    ['请写群的名字', { ...draft, name: ' ' }],
    ['Webhook 地址', draft],
    ['请填写群编号', { ...draft, channel: 'app_group' as const, create: false }],
    ['字母和数字', { ...draft, channel: 'app_group' as const, create: false, chatId: '流调群' }],
  ])('says what is missing: %s', (sentence, typed) => {
    expect(readDraft(typed)).toContain(sentence)
  })

  it('never opens with the secret in force', () => {
    expect(draftOf(group(), '')).toMatchObject({ name: '汀南社区流调群', webhook: '', chatId: '' })
  })
})

describe('the list of units', () => {
  const unit = (unitName: string, result: Group | null): UnitGroups => ({
    unitId: '00000000-0000-4000-8000-000000000002',
    unitName,
    unitLevel: 'community',
    result,
    bulletin: null,
    resultAbove: null,
    bulletinAbove: null,
  })
  const units = [unit('汀南社区', group({ name: '流调一群' })), unit('澜桥社区', null)]

  it.each([
    ['', ['汀南社区', '澜桥社区']],
    [' 澜桥 ', ['澜桥社区']],
    ['流调', ['汀南社区']],
    ['没有', []],
  ])('finds %j by unit or group', (search, names) => {
    expect(findUnits(units, search).map(found => found.unitName)).toEqual(names)
  })

  it('names the group above, or says that messages wait', () => {
    expect(aboveInWords('bulletin', { unitName: '澜汀街道', name: '反馈群' })).toBe('用澜汀街道的「反馈群」')
    expect(aboveInWords('result', null)).toContain('先存着')
    expect(aboveInWords('bulletin', null)).toBe('还没有群')
  })
})
