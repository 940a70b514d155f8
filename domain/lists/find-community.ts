import { squeeze } from './grid.ts'
import type { Facts } from './read-facts.ts'

/** A community with the street and district above it, as the administrative tree has them. */
export type Community = {
  readonly id: string
  readonly name: string
  readonly street: string
  readonly district: string
}

export type CommunityFinder = (facts: Pick<Facts, 'community' | 'street' | 'district' | 'address'>) => string | null

/** 汀南社区居委会 and 汀南 are 汀南社区; streets and districts lose their ending in the same way. */
function core(name: string): string {
  const bare = squeeze(name).replace(/(?:居民委员会|居委会|村委会|村民委员会|工作站|党群服务中心)$/, '')
  return bare.length > 2 ? bare.replace(/(?:社区|街道办事处|街道办|街道|新区|区|县|镇|乡|村)$/, '') : bare
}

/** The only community left, else nobody's: a wrong community is worse than a question. */
function only(found: readonly Community[]): string | null {
  return found.length === 1 ? (found[0]?.id ?? null) : null
}

/**
 * Says which community a row belongs to: by its community column, narrowed by street and district where names repeat,
 * else by a community's full name in the address. Null when it is not certain; the importer then chooses.
 */
export function communityFinder(communities: readonly Community[]): CommunityFinder {
  const byCore = new Map<string, Community[]>()
  for (const one of communities) byCore.set(core(one.name), [...(byCore.get(core(one.name)) ?? []), one])
  const fits = (one: Community, { street, district }: Pick<Facts, 'street' | 'district'>) =>
    (street === null || core(street) === core(one.street)) &&
    (district === null || core(district) === core(one.district))
  return ({ community, street, district, address }) => {
    const named = community === null ? [] : (byCore.get(core(community)) ?? [])
    if (named.length > 0) return only(named.length > 1 ? named.filter(one => fits(one, { street, district })) : named)
    const text = squeeze(`${community ?? ''}${address ?? ''}`)
    const spoken = communities.filter(one => text.includes(squeeze(one.name)))
    return only(
      spoken.length > 1
        ? spoken.filter(one => fits(one, { street, district }) && text.includes(core(one.street)))
        : spoken,
    )
  }
}
