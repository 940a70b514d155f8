import * as v from 'valibot'
import { Department, DirectorySync, type MapDepartments } from '../../../../contract/units.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

const Departments = v.object({ departments: v.array(Department) })

/** The departments of the directory, superiors first, with the level in force or suggested. */
export async function listDepartments(): Promise<Department[]> {
  return parse(Departments, await http.get('/directory/departments')).departments
}

/** Throws `level_not_below` with the names of the departments in `fields`. */
export async function mapDepartments(requestId: string, mapping: MapDepartments): Promise<Department[]> {
  const answer = await http.change('PUT', '/directory/departments', { requestId, body: mapping })
  return parse(Departments, answer).departments
}

/** Units and staff as the directory has them now. Throws `directory_empty`, `wecom_unavailable`. */
export async function syncDirectory(requestId: string): Promise<DirectorySync> {
  return parse(DirectorySync, await http.change('POST', '/directory/sync', { requestId }))
}
