import { Hono, type Context } from 'hono'

import { ROOT_DEPARTMENT } from './directory.ts'
import { refuse } from './refusal.ts'
import { authenticate, type Simulation } from './simulation.ts'
import type { SimulatedApp, SimulatedDepartment, SimulatedMember } from './types.ts'

/** Departments and members as far as the app's visible range goes. */
export function createDirectoryRoutes(simulation: Simulation): Hono {
  const { directory } = simulation

  function listVisibleDepartments(app: SimulatedApp, c: Context): SimulatedDepartment[] {
    const id = Number(c.req.query('id') ?? ROOT_DEPARTMENT)
    if (!directory.data.departments.some(department => department.id === id)) return refuse(60003)
    return directory.below(id).filter(department => directory.seesDepartment(app, department.id))
  }

  function getVisibleDepartment(app: SimulatedApp, id: number): SimulatedDepartment {
    const department = directory.data.departments.find(one => one.id === id)
    if (!department) return refuse(60003)
    return directory.seesDepartment(app, id) ? department : refuse(60011)
  }

  return new Hono()
    .get('/user/get', c => {
      const app = authenticate(simulation, c)
      const userId = c.req.query('userid') ?? ''
      if (userId === '') refuse(41009)
      return c.json({ errcode: 0, errmsg: 'ok', ...memberBody(directory.getVisibleMember(app, userId)) })
    })
    .get('/user/simplelist', c => {
      const app = authenticate(simulation, c)
      const { id } = getVisibleDepartment(app, Number(c.req.query('department_id')))
      const members = directory.data.members.filter(({ departmentIds }) => departmentIds.includes(id))
      const userlist = members.map(({ userId, name, departmentIds }) => ({
        userid: userId,
        name,
        department: departmentIds,
      }))
      return c.json({ errcode: 0, errmsg: 'ok', userlist })
    })
    .get('/department/list', c => {
      const department = listVisibleDepartments(authenticate(simulation, c), c).map(departmentBody)
      return c.json({ errcode: 0, errmsg: 'ok', department })
    })
    .get('/department/simplelist', c => {
      const rows = listVisibleDepartments(authenticate(simulation, c), c).map(departmentBody)
      const ids = rows.map(({ id, parentid, order }) => ({ id, parentid, order }))
      return c.json({ errcode: 0, errmsg: 'ok', department_id: ids })
    })
    .get('/department/get', c => {
      const app = authenticate(simulation, c)
      const department = departmentBody(getVisibleDepartment(app, Number(c.req.query('id'))))
      return c.json({ errcode: 0, errmsg: 'ok', department })
    })
}

function departmentBody({ id, name, parentId }: SimulatedDepartment) {
  return { id, name, parentid: parentId, order: id }
}

/** Like an app created after June 2022 gets it: no number, mail, avatar or address. */
function memberBody({ userId, name, departmentIds, position = '', leadsDepartmentIds, status }: SimulatedMember) {
  return {
    userid: userId,
    name,
    department: departmentIds,
    order: departmentIds.map(() => 0),
    position,
    is_leader_in_dept: departmentIds.map(id => (leadsDepartmentIds?.includes(id) ? 1 : 0)),
    direct_leader: [],
    main_department: departmentIds[0] ?? ROOT_DEPARTMENT,
    status: status ?? 1,
  }
}
