import type { ApiError } from '../../../http/api-error.ts'
import {
  UNIT_LEVEL_LABEL,
  UNIT_LEVELS,
  type Department,
  type DirectorySync,
  type UnitLevel,
} from '../../../../contract/units.ts'

/** `none`: no unit. */
export type LevelChoice = UnitLevel | 'none'

export const LEVEL_CHOICES: readonly { value: LevelChoice; label: string }[] = [
  ...UNIT_LEVELS.map(level => ({ value: level, label: UNIT_LEVEL_LABEL[level] })),
  { value: 'none', label: '不是单位' },
]

/** What was changed and not saved yet, by department. */
export type LevelChanges = ReadonlyMap<number, UnitLevel | null>

/** The departments in the order of the tree, each below its superior, with the changes on top. */
export function departmentTree(departments: readonly Department[], changes: LevelChanges): Department[] {
  const below = new Map<number | null, Department[]>()
  for (const department of departments) {
    const { departmentId, parentDepartmentId } = department
    const changed = changes.get(departmentId)
    const row = changed === undefined ? department : { ...department, level: changed }
    below.set(parentDepartmentId, [...(below.get(parentDepartmentId) ?? []), row])
  }
  const rows = (parentId: number | null): Department[] =>
    (below.get(parentId) ?? []).flatMap(row => [row, ...rows(row.departmentId)])
  return rows(null)
}

/** The changes with one more; one that goes back to what is in force is none. */
export function changeLevel(changes: LevelChanges, department: Department, level: UnitLevel | null): LevelChanges {
  const next = new Map(changes)
  if (level === department.level) next.delete(department.departmentId)
  else next.set(department.departmentId, level)
  return next
}

/** The refusal in words, with the departments it is about. */
export function mappingProblem({ message, code, fields }: ApiError): string {
  const names = fields.map(field => field.problem).filter(name => name !== '')
  return code === 'level_not_below' && names.length > 0 ? `${message}（${names.join('、')}）` : message
}

export const syncWords = ({ units, staff, left }: DirectorySync): string =>
  `通讯录已同步：${units} 个单位，${staff} 位同事${left > 0 ? `，${left} 位已离开` : ''}`
