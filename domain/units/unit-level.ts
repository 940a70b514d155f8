import { UNIT_LEVELS, type UnitLevel } from '../../contract/units.ts'

/** A WeCom department as far as its level depends on it. */
export interface DepartmentNode {
  id: number
  name: string
  /** A parent the app does not see counts as none. */
  parentId: number
}

export interface PlacedDepartment {
  id: number
  /** 0 for the topmost one the app sees. */
  depth: number
  /** The level in force: what a lead decided, else what the name suggests; null: no unit. */
  level: UnitLevel | null
  /** Whether a lead decided it. */
  mapped: boolean
  /** The nearest department above that is a unit. */
  above: number | null
  /** The department itself where it is a unit, else the nearest one above that is. */
  unit: number | null
}

/** What stands behind the name of a place in the name of its office: 澜汀街道办事处, 汀南社区居委会. */
const OFFICE = /(人民政府|政府|办事处|办|管理委员会|管委会|工作站|党群服务中心|党委|党支部)$/

/** Words that end like a place and are none: a housing estate, a schoolyard, part of a community. */
const NO_PLACE = /(小区|校区|院区|片区|厂区|库区|景区|园区|军区|大区|专区|自然村|超市|夜市)$/

const PLACES: readonly [level: UnitLevel, name: RegExp][] = [
  ['community', /(社区|村|居委会|居民委员会|居委|村委会|村民委员会|村委)$/],
  ['street', /(街道|镇|乡|苏木)$/],
  ['district', /(区|县|旗)$/],
  ['city', /(市|地区|自治州|州|盟)$/],
]

/**
 * The level a department's name speaks for, below a unit of level `above`. A 市 below a 市 is a county-level city and
 * counts as a district; anything else that would not lie below its superior is no unit (a 村 within a 社区).
 */
export function suggestUnitLevel(name: string, above: UnitLevel | null): UnitLevel | null {
  const place = placeOf(name)
  if (NO_PLACE.test(place)) return null
  const level = PLACES.find(([, pattern]) => pattern.test(place) && place.replace(pattern, '') !== '')?.[0] ?? null
  if (level === 'city' && above === 'city') return 'district'
  return level !== null && isBelow(level, above) ? level : null
}

/** Whether a unit of this level may hang on one of level `above`. */
export function isBelow(level: UnitLevel, above: UnitLevel | null): boolean {
  return above === null || UNIT_LEVELS.indexOf(level) > UNIT_LEVELS.indexOf(above)
}

/**
 * Places every department in the tree, superiors first: a lead's decision counts, else the name. Departments that are
 * no unit are skipped, what hangs on them hangs on the nearest unit above.
 */
export function placeDepartments(
  departments: readonly DepartmentNode[],
  decided: ReadonlyMap<number, UnitLevel | null>,
): PlacedDepartment[] {
  const placed = new Map<number, PlacedDepartment>()
  const below = groupByParent(departments)

  function place({ id, name, parentId }: DepartmentNode, depth: number): void {
    const above = placed.get(parentId)?.unit ?? null
    const levelAbove = above === null ? null : (placed.get(above)?.level ?? null)
    const choice = decided.get(id)
    const level = choice === undefined ? suggestUnitLevel(name, levelAbove) : choice
    placed.set(id, { id, depth, level, mapped: choice !== undefined, above, unit: level === null ? above : id })
  }

  let row = below.get(null) ?? []
  for (let depth = 0; row.length > 0; depth += 1) {
    for (const department of row) place(department, depth)
    row = row.flatMap(({ id }) => below.get(id) ?? [])
  }
  return [...placed.values()]
}

function groupByParent(departments: readonly DepartmentNode[]): Map<number | null, DepartmentNode[]> {
  const known = new Set(departments.map(department => department.id))
  const below = new Map<number | null, DepartmentNode[]>()
  for (const department of departments) {
    const { id, parentId } = department
    const parent = known.has(parentId) && parentId !== id ? parentId : null
    below.set(parent, [...(below.get(parent) ?? []), department])
  }
  return below
}

function placeOf(name: string): string {
  const bare = name.replace(/[(（][^)）]*[)）]/g, '').replace(/\s/g, '')
  return bare.replace(OFFICE, '')
}
