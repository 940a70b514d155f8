import { squeeze } from './grid.ts'
import type { Facts } from './read-facts.ts'

/** A community with the street and district above it, as the administrative tree has them; empty: not known. */
export type Community = {
  readonly id: string
  readonly name: string
  readonly street: string
  readonly district: string
  /** Whether the importer may hand rows to it; a foreign one only keeps its rows from being taken for another's. */
  readonly own: boolean
}

export type RowPlacer = (facts: Pick<Facts, 'community' | 'street' | 'district' | 'address'>) => string | null

/** 汀南社区居委会 and 汀南 are 汀南社区; streets and districts lose their ending in the same way. */
function core(name: string): string {
  const bare = squeeze(name).replace(/(?:居民委员会|居委会|村委会|村民委员会|工作站|党群服务中心)$/, '')
  return bare.length > 2 ? bare.replace(/(?:社区|街道办事处|街道办|街道|新区|区|县|镇|乡|村)$/, '') : bare
}

/** Whether nothing that is known of both speaks against it. */
const agrees = (told: string | null, place: string) => told === null || place === '' || core(told) === core(place)

const fits = (one: Community, { street, district }: Pick<Facts, 'street' | 'district'>) =>
  agrees(street, one.street) && agrees(district, one.district)

/**
 * Says which community a row belongs to: by its community column, narrowed by street and district, else by a community's
 * full name in the address. Null where that is not certain or the community is foreign: a wrong community is worse than
 * a question. `communities` are all of the tree; built once for a list.
 */
export function rowPlacer(communities: readonly Community[]): RowPlacer {
  const byCore = new Map<string, Community[]>()
  for (const one of communities) byCore.set(core(one.name), [...(byCore.get(core(one.name)) ?? []), one])
  const names = [...new Set(communities.map(one => squeeze(one.name)))].sort((a, b) => b.length - a.length)
  return facts => {
    const { community, address } = facts
    const named = community === null ? [] : (byCore.get(core(community)) ?? [])
    if (named.length > 0) return onlyOwn(named.filter(one => fits(one, facts)))
    const text = squeeze(`${community ?? ''}${address ?? ''}`)
    const spoken = spokenIn(text, names).flatMap(name => byCore.get(core(name)) ?? [])
    const fitting = spoken.filter(one => fits(one, facts))
    return onlyOwn(fitting.length > 1 ? fitting.filter(one => text.includes(core(one.street))) : fitting)
  }
}

/** The names in a text, `names` longest first: 新汀南社区 does not speak of 汀南社区. */
function spokenIn(text: string, names: readonly string[]): string[] {
  let rest = text
  return names.filter(name => {
    const isSpoken = rest.includes(name)
    if (isSpoken) rest = rest.replaceAll(name, '|')
    return isSpoken
  })
}

function onlyOwn([only, ...others]: readonly Community[]): string | null {
  return only?.own === true && others.length === 0 ? only.id : null
}
