import { computed } from 'vue'
import { useSessionStore } from '../../../app/session.ts'
import { useUnitStore } from './store.ts'

/** Whether the member leads a topmost unit: what holds for everybody only such a lead may change. */
export function useLeadsAll() {
  const session = useSessionStore()
  const units = useUnitStore()
  return computed(() => {
    const led = session.session?.grants.filter(({ role }) => role === 'lead').map(({ unitId }) => unitId) ?? []
    return units.units.some(unit => unit.parentId === null && led.includes(unit.id))
  })
}
