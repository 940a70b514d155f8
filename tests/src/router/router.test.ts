// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../contract/staff.ts'
import { createAppRouter } from '../../../src/router/index.ts'
import { tabsFor } from '../../../src/router/tabs.ts'

beforeEach(() => {
  location.hash = ''
})

async function go(roles: readonly Role[], path: string) {
  const router = createAppRouter(() => new Set(roles))
  // Screens of their own would be loaded: where the way leads is asked before that.
  let to = ''
  router.beforeResolve(target => {
    to = target.path
    return false
  })
  await router.push(path)
  return to
}

describe('the way to a screen', () => {
  it.each([
    [['caller'], '/tasks', '/tasks'],
    [['recorder'], '/reports/paste', '/reports/paste'],
    [['lead'], '/account/batches', '/account/batches'],
    [['lead'], '/progress/stuck', '/progress/stuck'],
    [['caller'], '/account', '/account'],
  ] satisfies [Role[], string, string][])('of %j to %s is open', async (roles, path, screen) => {
    expect(await go(roles, path)).toBe(screen)
  })

  it.each([
    [['recorder'], '/tasks', '/reports'],
    [['lead'], '/tasks', '/progress'],
    [['caller'], '/progress', '/tasks'],
    [['caller'], '/account/members', '/tasks'],
    [['caller', 'recorder'], '/account/audit', '/tasks'],
    [[], '/tasks', '/account'],
    [['lead'], '/nowhere/at/all', '/progress'],
  ] satisfies [Role[], string, string][])('of %j to %s leads home to %s', async (roles, path, home) => {
    expect(await go(roles, path)).toBe(home)
  })
})

describe('the tabs', () => {
  it.each([
    [['caller'], ['任务', '我的']],
    [
      ['recorder', 'lead'],
      ['录入', '进度', '我的'],
    ],
    [[], ['我的']],
  ] satisfies [Role[], string[]][])('of %j are %j', (roles, labels) => {
    expect(tabsFor(new Set(roles)).map(({ label }) => label)).toEqual(labels)
  })
})
