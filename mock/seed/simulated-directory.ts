import type { SimulatedDirectory, SimulatedPhone } from '../wecom/types.ts'
import { CITY_DEPARTMENT, seedGroups, seedStaff, seedUnits, type SeedGroup } from './directory.ts'

/** The three phones of the stage; labels are their host names. */
export const PHONES: readonly SimulatedPhone[] = [
  { label: 'caller', userId: 'chen.xiao', role: '电话组' },
  { label: 'recorder', userId: 'lin.yu', role: '数据组' },
  { label: 'lead', userId: 'zhao.min', role: '统筹' },
]

/** The invented city as the simulated WeCom knows it. */
export function simulatedDirectory(trustedHosts: readonly string[]): SimulatedDirectory {
  const root = { departmentIds: [CITY_DEPARTMENT], userIds: [] }
  return {
    corpId: 'wwmingzhou00000001',
    corpName: '明州市政务微信（模拟）',
    apps: [{ agentId: 1000002, name: '核查', secret: 'simulated-secret-of-the-demo', trustedHosts, visible: root }],
    departments: seedUnits.map(({ departmentId: id, parentDepartmentId: parentId, name }) => ({ id, parentId, name })),
    members: seedStaff.map(({ userId, name, departmentId }) => ({ userId, name, departmentIds: [departmentId] })),
    strangers: [{ openId: 'stranger-1', name: '路过的人' }],
    phones: PHONES,
    groups: seedGroups.map(group => ({
      chatId: group.chatId,
      name: group.name,
      memberIds: membersOf(group),
      webhook: { key: group.webhookKey, name: '核查' },
    })),
  }
}

/** Everybody who works in the group's unit, above or below it. */
function membersOf({ departmentId }: SeedGroup): string[] {
  const parents = new Map(seedUnits.map(unit => [unit.departmentId, unit.parentDepartmentId]))
  const lineage = (id: number): number[] => (parents.has(id) ? [id, ...lineage(parents.get(id) ?? 0)] : [])
  return seedStaff
    .filter(
      member =>
        lineage(member.departmentId).includes(departmentId) || lineage(departmentId).includes(member.departmentId),
    )
    .map(member => member.userId)
}
