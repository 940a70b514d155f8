import { listDepartments, mapDepartments, syncDirectory } from '../api/directory.ts'
import { useChange } from './useChange.ts'
import { useLoad } from './useLoad.ts'

/** The departments of the directory and the units made of them. */
export function useDepartments() {
  return {
    departments: useLoad(listDepartments),
    mapping: useChange(mapDepartments),
    syncing: useChange(syncDirectory),
  }
}
