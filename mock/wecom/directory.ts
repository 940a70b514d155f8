import { refuse } from './refusal.ts'
import type { SimulatedApp, SimulatedDepartment, SimulatedDirectory, SimulatedMember } from './types.ts'

export interface DirectoryView {
  readonly corpId: string
  readonly data: SimulatedDirectory
  findApp(agentId: number): SimulatedApp | null
  findMember(userId: string): SimulatedMember | null
  sees(app: SimulatedApp, member: SimulatedMember): boolean
  seesDepartment(app: SimulatedApp, departmentId: number): boolean
  /** The member, or the refusal the real service gives. */
  getVisibleMember(app: SimulatedApp, userId: string): SimulatedMember
  /** The department itself and everything below it. */
  below(departmentId: number): SimulatedDepartment[]
}

export const ROOT_DEPARTMENT = 1

/** Answers what an app may see of the corp. User ids are compared without regard to case. */
export function createDirectoryView(data: SimulatedDirectory): DirectoryView {
  const members = new Map(data.members.map(member => [member.userId.toLowerCase(), member]))
  const departments = new Map(data.departments.map(department => [department.id, department]))

  function lineage(departmentId: number): number[] {
    const department = departments.get(departmentId)
    return department ? [department.id, ...lineage(department.parentId)] : []
  }

  function seesDepartment(app: SimulatedApp, departmentId: number): boolean {
    return lineage(departmentId).some(id => app.visible.departmentIds.includes(id))
  }

  function sees(app: SimulatedApp, member: SimulatedMember): boolean {
    const named = app.visible.userIds.some(userId => userId.toLowerCase() === member.userId.toLowerCase())
    return named || member.departmentIds.some(id => seesDepartment(app, id))
  }

  function getVisibleMember(app: SimulatedApp, userId: string): SimulatedMember {
    const member = members.get(userId.toLowerCase())
    if (!member) return refuse(60111)
    return sees(app, member) ? member : refuse(60011)
  }

  return {
    corpId: data.corpId,
    data,
    findApp: agentId => data.apps.find(app => app.agentId === agentId) ?? null,
    findMember: userId => members.get(userId.toLowerCase()) ?? null,
    sees,
    seesDepartment,
    getVisibleMember,
    below: departmentId => data.departments.filter(({ id }) => lineage(id).includes(departmentId)),
  }
}
