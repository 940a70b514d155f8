import { describe, expect, it } from 'vitest'
import type { Role, RoleGrant } from '../../../../contract/staff.ts'
import { roleLines } from '../../../../src/features/account/account-words.ts'

const grant = (role: Role, unitName: string): RoleGrant => ({
  role,
  unitId: '00000000-0000-4000-8000-000000000001',
  unitName,
  unitLevel: 'community',
})

describe('roleLines', () => {
  it('names roles in the order of the work, each with its units', () => {
    const grants = [grant('lead', '澜汀街道'), grant('caller', '汀南社区'), grant('caller', '澜桥社区')]

    expect(roleLines(grants)).toEqual([
      { role: 'caller', label: '电话组', units: '汀南社区、澜桥社区' },
      { role: 'lead', label: '统筹', units: '澜汀街道' },
    ])
  })

  it('says nothing about somebody without a role', () => {
    expect(roleLines([])).toEqual([])
  })
})
