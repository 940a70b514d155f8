import { describe, expect, it } from 'vitest'
import type { RoleGrant, StaffMember } from '../../../../contract/staff.ts'
import type { Unit } from '../../../../contract/units.ts'
import {
  choicesOf,
  differs,
  isChosen,
  savedWords,
  toggleChoice,
  unitsOf,
} from '../../../../src/features/account/members/role-choices.ts'

const idOf = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
const unit = (number: number, name: string): Unit => ({
  id: idOf(number),
  parentId: null,
  level: 'community',
  name,
  departmentId: null,
})
const grants: RoleGrant[] = [{ role: 'caller', unitId: idOf(1), unitName: '汀南社区', unitLevel: 'community' }]
const member = (unitName: string | null): StaffMember => ({
  id: idOf(9),
  userid: 'chenyu',
  name: '陈宇',
  unitName,
  active: true,
  grants,
  lastSeenAt: null,
})

describe('role choices', () => {
  it('are the same again after two turns', () => {
    const choice = { role: 'lead', unitId: idOf(1) } as const
    const once = toggleChoice(choicesOf(grants), choice)

    expect(isChosen(once, choice)).toBe(true)
    expect(differs(once, grants)).toBe(true)
    expect(differs(toggleChoice(once, choice), grants)).toBe(false)
  })

  it('differ where one role was taken for another', () => {
    expect(differs([{ role: 'recorder', unitId: idOf(1) }], grants)).toBe(true)
  })
})

describe('unitsOf', () => {
  const units = [unit(1, '汀南社区'), unit(2, '澜桥社区'), unit(3, '新村社区'), unit(4, '新村社区')]

  it.each([
    ['澜桥社区', ['汀南社区', '澜桥社区']],
    ['汀南社区', ['汀南社区']],
    ['新村社区', ['汀南社区']],
    [null, ['汀南社区']],
  ])('offers where roles are and the home unit %s, unless two have that name', (home, names) => {
    expect(unitsOf(member(home), units).map(({ name }) => name)).toEqual(names)
  })
})

it('says what was saved', () => {
  expect(savedWords('陈宇', 0)).toBe('陈宇 现在没有岗位')
  expect(savedWords('陈宇', 2)).toBe('陈宇 现在有 2 个岗位')
})
