import type { Role } from '../../contract/staff.ts'
import type { IconName } from '../ui/icons/icons.ts'

export interface Tab {
  path: string
  label: string
  icon: IconName
}

const TABS: readonly (Tab & { role: Role | null })[] = [
  { path: '/tasks', label: '任务', icon: 'tasks', role: 'caller' },
  { path: '/reports', label: '录入', icon: 'reports', role: 'recorder' },
  { path: '/progress', label: '进度', icon: 'progress', role: 'lead' },
  { path: '/account', label: '我的', icon: 'account', role: null },
]

/** The tabs a member has work on; 我的 is everybody's. */
export const tabsFor = (roles: ReadonlySet<Role>): readonly Tab[] =>
  TABS.filter(({ role }) => role === null || roles.has(role))
