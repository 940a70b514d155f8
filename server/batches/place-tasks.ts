import type { IntakeTask } from '../../domain/lists/collect-tasks.ts'

export interface Community {
  id: string
  name: string
}

/** Which community a task belongs to: the one named in its column, else in the address; null where neither names one. */
export function communityOf({ facts }: Pick<IntakeTask, 'facts'>, communities: readonly Community[]): string | null {
  const named = communities.find(unit => facts.community?.includes(unit.name) ?? false)
  return (named ?? communities.find(unit => facts.address?.includes(unit.name) ?? false))?.id ?? null
}

/** How many tasks each community gets; under null those that name none. */
export function countPlaces(
  tasks: readonly Pick<IntakeTask, 'facts'>[],
  communities: readonly Community[],
): Map<string | null, number> {
  const counts = new Map<string | null, number>()
  for (const task of tasks) {
    const unitId = communityOf(task, communities)
    counts.set(unitId, (counts.get(unitId) ?? 0) + 1)
  }
  return counts
}
