import type { Role } from '../../../contract/staff.ts'
import type { IconName } from '../../ui/icons/icons.ts'

export interface MenuLink {
  path: string
  label: string
  /** One line on what is done there. */
  hint: string
  icon: IconName
  /** Missing: every member. */
  role?: Role
}

/** What 我的 leads to, in this order. */
const MENU: readonly MenuLink[] = [
  { path: '/account/duty', label: '值班', hint: '谁在班，排班、换班、交班', icon: 'clock' },
  { path: '/account/batches', label: '名单', hint: '导入名单，看每份做到哪一步', icon: 'list', role: 'lead' },
  {
    path: '/progress/data-issues',
    label: '数据有误',
    hint: '电话组报的错，转告来源单位',
    icon: 'warning',
    role: 'lead',
  },
  { path: '/account/groups', label: '群', hint: '反馈群、通报群，发一条测试', icon: 'send', role: 'lead' },
  { path: '/account/members', label: '成员', hint: '谁打电话、谁录入、谁统筹', icon: 'group', role: 'lead' },
  { path: '/account/departments', label: '单位', hint: '部门的层级，同步通讯录', icon: 'progress', role: 'lead' },
  { path: '/account/looks', label: '我查看过的', hint: '我看了谁的什么，什么原因', icon: 'search' },
  { path: '/account/audit', label: '查看记录', hint: '谁看了什么，谁看过这个号码', icon: 'lock', role: 'lead' },
  { path: '/account/look-limits', label: '查看额度', hint: '一小时能查看和比对多少人', icon: 'clock', role: 'lead' },
  { path: '/account/lesson', label: '隐私课', hint: '学完才能查看和拨打', icon: 'check' },
  { path: '/account/protection', label: '信息保护', hint: '保护了什么，网页拦不住什么', icon: 'shield' },
]

/** The links a member may follow. */
export const menuFor = (roles: ReadonlySet<Role>): readonly MenuLink[] =>
  MENU.filter(({ role }) => role === undefined || roles.has(role))
