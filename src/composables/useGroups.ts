import { listGroups, setGroup, tryGroup } from '../api/groups.ts'
import { useChange } from './useChange.ts'
import { useLoad } from './useLoad.ts'

/** The groups of the led units: how they are reached, set and tried. */
export function useGroups() {
  return { groups: useLoad(listGroups), setting: useChange(setGroup), trying: useChange(tryGroup) }
}
