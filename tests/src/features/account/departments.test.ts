import { describe, expect, it } from 'vitest'
import type { Department, UnitLevel } from '../../../../contract/units.ts'
import { ApiError } from '../../../../src/http/api-error.ts'
import {
  changeLevel,
  departmentTree,
  mappingProblem,
  syncWords,
} from '../../../../src/features/account/departments/departments.ts'

const department = (id: number, parentId: number | null, level: UnitLevel | null): Department => ({
  departmentId: id,
  parentDepartmentId: parentId,
  name: `部门${id}`,
  depth: 0,
  memberCount: 1,
  level,
  mapped: false,
})
const all = [
  department(1, null, 'district'),
  department(2, 1, 'street'),
  department(3, 1, 'street'),
  department(4, 2, null),
]

describe('departmentTree', () => {
  it('puts every department below its superior', () => {
    expect(departmentTree(all, new Map()).map(row => row.departmentId)).toEqual([1, 2, 4, 3])
  })

  it('shows what is changed and not saved', () => {
    const rows = departmentTree(all, new Map([[4, 'community']]))

    expect(rows.find(row => row.departmentId === 4)?.level).toBe('community')
  })
})

it('forgets a change that goes back to what is in force', () => {
  const [top = department(1, null, null)] = all
  const changed = changeLevel(new Map(), top, null)

  expect([...changed]).toEqual([[1, null]])
  expect(changeLevel(changed, top, 'district').size).toBe(0)
})

it('names the departments a refusal is about', () => {
  const refusal = new ApiError('level_not_below', '层级不对。', { fields: [{ path: 'mappings.2', problem: '部门2' }] })

  expect(mappingProblem(refusal)).toBe('层级不对。（部门2）')
  expect(mappingProblem(new ApiError('forbidden', '不能。'))).toBe('不能。')
})

it.each([
  [0, '通讯录已同步：3 个单位，40 位同事'],
  [2, '通讯录已同步：3 个单位，40 位同事，2 位已离开'],
])('says what a sync brought when %d left', (left, words) => {
  expect(syncWords({ units: 3, staff: 40, left })).toBe(words)
})
