import { listDepartments, mapDepartments, syncDirectory } from './api.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'

/** The departments of the directory and the units made of them. */
export function useDepartments() {
  return {
    departments: useLoad(listDepartments),
    mapping: useChange(mapDepartments),
    syncing: useChange(syncDirectory),
  }
}
