import * as v from 'valibot'
import { Department, DirectorySync, type MapDepartments } from '../../../../contract/units.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

const Departments = v.object({ departments: v.array(Department) })

/** The departments of the directory, superiors first, with the level in force or suggested. */
export async function listDepartments(): Promise<Department[]> {
  return parse(Departments, await http.get('/directory/departments')).departments
}

/** Refused with `level_not_below` with the names of the departments in `fields`. */
export const mapDepartments = defineChange({
  kind: 'map-departments',
  method: 'PUT',
  path: '/directory/departments',
  label: '单位层级',
  body: typed<MapDepartments>(),
  answer: Departments,
})

/** Units and staff as the directory has them now. Refused with `directory_empty`, `wecom_unavailable`. */
export const syncDirectory = defineChange({
  kind: 'sync-directory',
  method: 'POST',
  path: '/directory/sync',
  label: '同步通讯录',
  answer: DirectorySync,
})
