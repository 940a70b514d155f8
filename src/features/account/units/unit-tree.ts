import type { Unit } from '../../../../contract/units.ts'

export interface TreeRow {
  unit: Unit
  /** 0 at the top of what the reader may see. */
  depth: number
  open: boolean
  hasChildren: boolean
}

/** The rows of the tree that can be seen when the units in `open` are unfolded, in the order of the list. */
export function treeRows(units: readonly Unit[], open: ReadonlySet<string>): TreeRow[] {
  const known = new Set(units.map(unit => unit.id))
  const children = new Map<string | null, Unit[]>()
  for (const unit of units) {
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    children.set(parent, [...(children.get(parent) ?? []), unit])
  }
  const rowsBelow = (parentId: string | null, depth: number): TreeRow[] =>
    (children.get(parentId) ?? []).flatMap(unit => {
      const row = { unit, depth, open: open.has(unit.id), hasChildren: children.has(unit.id) }
      return row.open ? [row, ...rowsBelow(unit.id, depth + 1)] : [row]
    })
  return rowsBelow(null, 0)
}

/** A unit and all above it. */
export function pathTo(units: readonly Unit[], unitId: string | null): Unit[] {
  const unit = units.find(({ id }) => id === unitId)
  return unit ? [...pathTo(units, unit.parentId), unit] : []
}
