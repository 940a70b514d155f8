import type { RoleGrant, SetRoles, StaffMember } from '../../../../contract/staff.ts'
import type { Unit } from '../../../../contract/units.ts'

export type Choice = SetRoles['grants'][number]

const keyOf = ({ role, unitId }: Choice) => `${unitId} ${role}`

export const choicesOf = (grants: readonly RoleGrant[]): Choice[] =>
  grants.map(({ role, unitId }) => ({ role, unitId }))

export const isChosen = (choices: readonly Choice[], choice: Choice): boolean =>
  choices.some(other => keyOf(other) === keyOf(choice))

/** The choices with one turned over, in the order of units as chosen. */
export function toggleChoice(choices: readonly Choice[], choice: Choice): Choice[] {
  const others = choices.filter(other => keyOf(other) !== keyOf(choice))
  return others.length < choices.length ? others : [...others, choice]
}

/** Whether saving would change anything. */
export function differs(choices: readonly Choice[], grants: readonly RoleGrant[]): boolean {
  const before = new Set(choicesOf(grants).map(keyOf))
  return choices.length !== before.size || choices.some(choice => !before.has(keyOf(choice)))
}

/** The units a member's roles can be set for at first: where there are some, else the home unit. */
export function unitsOf({ grants, unitName }: StaffMember, units: readonly Unit[]): Unit[] {
  const held = units.filter(unit => grants.some(grant => grant.unitId === unit.id))
  const homes = units.filter(unit => unit.name === unitName)
  const home = homes.length === 1 ? homes : []
  return [...new Set([...held, ...home])]
}

/** What was saved. */
export const savedWords = (name: string, count: number): string =>
  count === 0 ? `${name} 现在没有岗位` : `${name} 现在有 ${count} 个岗位`
