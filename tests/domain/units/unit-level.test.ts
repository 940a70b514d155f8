import { describe, expect, it } from 'vitest'
import type { UnitLevel } from '../../../contract/units.ts'
import { placeDepartments, suggestUnitLevel } from '../../../domain/units/unit-level.ts'

describe('the level a name speaks for', () => {
  it.each<[name: string, above: UnitLevel | null, level: UnitLevel | null]>([
    ['明州市', null, 'city'],
    ['明州', null, 'city'],
    ['云屏区', 'city', 'district'],
    ['云屏区', null, 'district'],
    ['望川县', 'city', 'district'],
    ['滨江新区', 'city', 'district'],
    ['高新区管委会', 'city', 'district'],
    ['江阳市', 'city', 'district'],
    ['澜汀街道', 'district', 'street'],
    ['澜汀街道办事处', 'district', 'street'],
    ['澜汀街道办', 'district', 'street'],
    ['东埔镇', 'district', 'street'],
    ['东埔镇人民政府', 'district', 'street'],
    ['石门乡', 'district', 'street'],
    ['汀南社区', 'street', 'community'],
    ['汀南社区居委会', 'street', 'community'],
    ['汀南社区工作站', 'street', 'community'],
    ['汀南社区（试点）', 'street', 'community'],
    ['石门村', 'street', 'community'],
    ['石门村委会', 'street', 'community'],
    ['汀南居委会', 'street', 'community'],
    ['汀南社区', 'city', 'community'],
  ])('%s under %s is %s', (name, above, level) => {
    expect(suggestUnitLevel(name, above)).toBe(level)
  })

  it.each<[name: string, above: UnitLevel | null]>([
    ['信息中心', 'city'],
    ['卫生健康局', 'city'],
    ['社区卫生服务中心', 'street'],
    ['栖云花园小区', 'community'],
    ['南校区', 'district'],
    ['石门村', 'community'],
    ['东埔镇', 'street'],
    ['云屏区', 'district'],
    ['明州市', 'district'],
    ['社区', 'street'],
    ['街道办', 'district'],
    ['', null],
  ])('%s under %s is no unit', (name, above) => {
    expect(suggestUnitLevel(name, above)).toBeNull()
  })
})

describe('the place of departments in the tree', () => {
  const departments = [
    { id: 4, name: '汀南社区', parentId: 10 },
    { id: 10, name: '社区工作部', parentId: 3 },
    { id: 3, name: '澜汀街道', parentId: 2 },
    { id: 2, name: '云屏区', parentId: 99 },
  ]

  it('goes from the top down and hangs units on the nearest unit above', () => {
    expect(placeDepartments(departments, new Map())).toEqual([
      { id: 2, depth: 0, level: 'district', mapped: false, above: null, unit: 2 },
      { id: 3, depth: 1, level: 'street', mapped: false, above: 2, unit: 3 },
      { id: 10, depth: 2, level: null, mapped: false, above: 3, unit: 3 },
      { id: 4, depth: 3, level: 'community', mapped: false, above: 3, unit: 4 },
    ])
  })

  it('lets a decision count before the name, also for what lies below', () => {
    const placed = placeDepartments(departments, new Map([[3, null]]))

    expect(placed.find(({ id }) => id === 3)).toMatchObject({ level: null, mapped: true, unit: 2 })
    expect(placed.find(({ id }) => id === 4)).toMatchObject({ level: 'community', above: 2 })
  })

  it('takes a department that names itself as its parent for a top', () => {
    expect(placeDepartments([{ id: 1, name: '明州市', parentId: 1 }], new Map())).toMatchObject([
      { id: 1, depth: 0, level: 'city', above: null },
    ])
  })
})
