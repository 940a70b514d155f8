import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import type { Role } from '../../contract/staff.ts'
import { progressNumberOf } from '../features/progress/progress-numbers.ts'
import TaskListView from '../features/tasks/TaskListView.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Roles that see this screen; missing: every member. */
    roles?: readonly Role[]
  }
}

/** The tab a role opens with, first match first. */
const HOME: readonly (readonly [Role, string])[] = [
  ['caller', '/tasks'],
  ['recorder', '/reports'],
  ['lead', '/progress'],
]

/** 任务 comes with the page, being what most phones open; every other screen is a chunk of its own. */
const routes: RouteRecordRaw[] = [
  {
    path: '/tasks',
    component: TaskListView,
    meta: { roles: ['caller'] },
    children: [
      { path: ':taskId', name: 'task', component: () => import('../features/calling/TaskView.vue'), props: true },
    ],
  },
  {
    path: '/reports',
    meta: { roles: ['recorder'] },
    children: [
      { path: '', component: () => import('../features/inbox/ReportListView.vue') },
      { path: 'paste', component: () => import('../features/pastes/PasteView.vue') },
    ],
  },
  { path: '/progress', component: () => import('../features/progress/ProgressView.vue'), meta: { roles: ['lead'] } },
  {
    path: '/progress/tasks',
    component: () => import('../features/progress/UnitTasksView.vue'),
    meta: { roles: ['lead'] },
    props: route => ({ unitId: String(route.query['unitId'] ?? '') }),
  },
  {
    path: '/progress/tasks/:taskId',
    component: () => import('../features/progress/TaskLookView.vue'),
    meta: { roles: ['lead'] },
    props: true,
  },
  {
    path: '/progress/stuck',
    component: () => import('../features/progress/StuckTasksView.vue'),
    meta: { roles: ['lead'] },
    props: route => ({ unitId: String(route.query['unitId'] ?? ''), place: progressNumberOf(route.query['place']) }),
  },
  {
    path: '/progress/bulletin',
    component: () => import('../features/progress/BulletinView.vue'),
    meta: { roles: ['lead'] },
    props: route => ({ unitId: typeof route.query['unitId'] === 'string' ? route.query['unitId'] : null }),
  },
  {
    path: '/progress/data-issues',
    component: () => import('../features/data-issues/DataIssuesView.vue'),
    meta: { roles: ['lead'] },
  },
  { path: '/account', component: () => import('../features/account/AccountView.vue') },
  {
    path: '/account/batches',
    component: () => import('../features/batches/BatchListView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/batches/new',
    component: () => import('../features/batches/ImportView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/batches/:batchId',
    component: () => import('../features/batches/BatchView.vue'),
    meta: { roles: ['lead'] },
    props: true,
  },
  {
    path: '/account/duty',
    component: () => import('../features/duty/DutyView.vue'),
    meta: { roles: ['caller', 'recorder', 'lead'] },
    props: route => ({ unitId: typeof route.query['unitId'] === 'string' ? route.query['unitId'] : null }),
  },
  {
    path: '/nudges/:nudgeId',
    component: () => import('../features/duty/NudgeView.vue'),
    meta: { roles: ['caller', 'recorder', 'lead'] },
    props: true,
  },
  { path: '/account/protection', component: () => import('../features/account/ProtectionView.vue') },
  {
    path: '/account/groups',
    component: () => import('../features/account/groups/GroupsView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/members',
    component: () => import('../features/account/members/MembersView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/departments',
    component: () => import('../features/account/departments/DepartmentsView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/lesson',
    component: () => import('../features/privacy/lesson/LessonView.vue'),
    props: route => ({ taskId: typeof route.query['task'] === 'string' ? route.query['task'] : null }),
  },
  { path: '/account/looks', component: () => import('../features/privacy/audit/OwnAuditView.vue') },
  {
    path: '/account/audit',
    component: () => import('../features/privacy/audit/UnitAuditView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/look-limits',
    component: () => import('../features/account/look-limits/LookLimitsView.vue'),
    meta: { roles: ['lead'] },
  },
  {
    path: '/account/audit/number',
    component: () => import('../features/privacy/audit/SubjectAuditView.vue'),
    meta: { roles: ['lead'] },
  },
  { path: '/:rest(.*)*', redirect: '/tasks' },
]

/**
 * Hash routes: the JS-SDK signs the address without its hash, so one signature holds for every screen
 * (with history routes each navigation would sign anew, and iOS and Android differ in which address they sign).
 */
export function createAppRouter(rolesNow: () => ReadonlySet<Role>) {
  const router = createRouter({ history: createWebHashHistory(), routes })

  router.beforeEach(to => {
    const roles = rolesNow()
    const needed = to.meta.roles
    if (!needed || needed.some(role => roles.has(role))) return true
    return HOME.find(([role]) => roles.has(role))?.[1] ?? '/account'
  })

  return router
}
