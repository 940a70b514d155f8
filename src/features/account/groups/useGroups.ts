import { listGroups, setGroup, tryGroup } from './api.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'

/** The groups of the led units: how they are reached, set and tried. */
export function useGroups() {
  return { groups: useLoad(listGroups), setting: useChange(setGroup), trying: useChange(tryGroup) }
}
