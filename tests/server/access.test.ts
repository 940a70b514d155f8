import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../contract/errors.ts'
import { ROLES, type Role } from '../../contract/staff.ts'
import { sessions } from '../../server/db/schema/index.ts'
import { sha256 } from '../../server/privacy/random.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { reached } from '../support/report-fields.ts'
import { record, refusalOf, submit, waitingReport } from '../support/steps.ts'

/** What there is in one community to be looked at and changed. */
interface Place {
  unitId: string
  staffId: string
  groupId: string
  task: { id: string; version: number }
  report: { id: string; taskVersion: number }
  record: { id: string; taskVersion: number }
}

interface Case {
  ask(place: Place): { path: string; body?: unknown }
  /** What a member gets who may: the status, or the refusal that has nothing to do with roles. */
  gets: number | ErrorCode
  /** No unit in it: nobody can ask for a foreign one. */
  everywhere?: true
}

/** One case for each route; a route without one fails. */
const CASES: Record<string, Case> = {
  'GET /healthz': { ask: () => ({ path: '/healthz' }), gets: 200, everywhere: true },
  'GET /readyz': { ask: () => ({ path: '/readyz' }), gets: 200, everywhere: true },
  'GET /api/auth/login': { ask: () => ({ path: '/api/auth/login' }), gets: 302, everywhere: true },
  'GET /api/auth/callback': { ask: () => ({ path: '/api/auth/callback' }), gets: 302, everywhere: true },
  'GET /api/session': { ask: () => ({ path: '/api/session' }), gets: 200, everywhere: true },
  'GET /api/session/day': { ask: () => ({ path: '/api/session/day' }), gets: 200, everywhere: true },
  'PUT /api/session/preferences': {
    ask: () => ({ path: '/api/session/preferences', body: { largeText: true } }),
    gets: 200,
    everywhere: true,
  },
  'DELETE /api/session': { ask: () => ({ path: '/api/session' }), gets: 204, everywhere: true },
  'GET /api/wecom/js-sdk-signature': {
    ask: () => ({ path: '/api/wecom/js-sdk-signature?kind=corp&url=http://hecha.test/' }),
    gets: 200,
    everywhere: true,
  },
  'GET /api/stream': { ask: () => ({ path: '/api/stream' }), gets: 200, everywhere: true },
  'GET /api/units': { ask: () => ({ path: '/api/units' }), gets: 200, everywhere: true },
  'GET /api/tasks': { ask: ({ unitId }) => ({ path: `/api/tasks?unitId=${unitId}` }), gets: 200 },
  'GET /api/tasks/{taskId}': { ask: ({ task }) => ({ path: `/api/tasks/${task.id}` }), gets: 200 },
  'POST /api/tasks/{taskId}/dial': {
    ask: ({ task }) => ({ path: `/api/tasks/${task.id}/dial`, body: { version: task.version } }),
    gets: 200,
  },
  'PUT /api/tasks/{taskId}/lease': {
    ask: ({ task }) => ({ path: `/api/tasks/${task.id}/lease`, body: { version: task.version } }),
    gets: 200,
  },
  'DELETE /api/tasks/{taskId}/lease': { ask: ({ task }) => ({ path: `/api/tasks/${task.id}/lease` }), gets: 204 },
  'PUT /api/tasks/{taskId}/draft': {
    ask: ({ task }) => ({ path: `/api/tasks/${task.id}/draft`, body: { fields: reached() } }),
    gets: 204,
  },
  'POST /api/tasks/{taskId}/call-attempts': {
    ask: ({ task: { id, version } }) => ({
      path: `/api/tasks/${id}/call-attempts`,
      body: { version, callAttemptId: null, outcome: 'busy', callBackAt: null },
    }),
    gets: 200,
  },
  'POST /api/tasks/{taskId}/reports': {
    ask: ({ task: { id, version } }) => ({
      path: `/api/tasks/${id}/reports`,
      body: { version, callAttemptId: null, fields: reached() },
    }),
    gets: 200,
  },
  'GET /api/reports': { ask: ({ unitId }) => ({ path: `/api/reports?unitId=${unitId}` }), gets: 200 },
  'POST /api/reports/{reportId}/post': { ask: ({ report }) => ({ path: `/api/reports/${report.id}/post` }), gets: 200 },
  'POST /api/reports/{reportId}/records': {
    ask: ({ report }) => ({ path: `/api/reports/${report.id}/records`, body: { version: report.taskVersion } }),
    gets: 201,
  },
  'POST /api/records/{recordId}/undo': {
    ask: ({ record: { id, taskVersion } }) => ({ path: `/api/records/${id}/undo`, body: { version: taskVersion } }),
    gets: 200,
  },
  'POST /api/records/{recordId}/corrections': {
    ask: ({ record: { id, taskVersion } }) => ({
      path: `/api/records/${id}/corrections`,
      body: { version: taskVersion, fields: reached(), reason: '听错了' },
    }),
    gets: 201,
  },
  'POST /api/pastes': { ask: () => ({ path: '/api/pastes', body: { text: '收到' } }), gets: 200, everywhere: true },
  // Each item is answered for itself; a foreign task is refused there (`tests/server/pastes`).
  'POST /api/pastes/records': {
    ask: ({ task: { id, version } }) => ({
      path: '/api/pastes/records',
      body: { items: [{ key: 'message', taskId: id, version, fields: reached() }] },
    }),
    gets: 200,
    everywhere: true,
  },
  'GET /api/progress': { ask: ({ unitId }) => ({ path: `/api/progress?unitId=${unitId}` }), gets: 200 },
  'GET /api/directory/departments': {
    ask: () => ({ path: '/api/directory/departments' }),
    gets: 200,
    everywhere: true,
  },
  // Only a lead of the whole tree maps it, and the lead here leads one community.
  'PUT /api/directory/departments': {
    ask: () => ({ path: '/api/directory/departments', body: { mappings: [] } }),
    gets: 'forbidden',
    everywhere: true,
  },
  'POST /api/directory/sync': { ask: () => ({ path: '/api/directory/sync' }), gets: 200, everywhere: true },
  'GET /api/members': { ask: ({ unitId }) => ({ path: `/api/members?unitId=${unitId}` }), gets: 200 },
  'PUT /api/members/{staffId}/roles': {
    ask: ({ staffId }) => ({ path: `/api/members/${staffId}/roles`, body: { grants: [] } }),
    gets: 200,
  },
  'GET /api/groups': { ask: () => ({ path: '/api/groups' }), gets: 200, everywhere: true },
  'PUT /api/units/{unitId}/groups/{kind}': {
    ask: ({ unitId }) => ({
      path: `/api/units/${unitId}/groups/result`,
      body: { channel: 'webhook', name: '流调群', webhook: 'hook-tingnan-0001' },
    }),
    gets: 200,
  },
  'POST /api/groups/{groupId}/try': { ask: ({ groupId }) => ({ path: `/api/groups/${groupId}/try` }), gets: 200 },
  'GET /api/training': { ask: () => ({ path: '/api/training' }), gets: 200, everywhere: true },
  'POST /api/training/answers': {
    ask: () => ({ path: '/api/training/answers', body: { answers: [] } }),
    gets: 200,
    everywhere: true,
  },
  'POST /api/tasks/{taskId}/reveals': {
    ask: ({ task }) => ({ path: `/api/tasks/${task.id}/reveals`, body: { field: 'phone', reason: 'call_by_hand' } }),
    gets: 200,
  },
  'GET /api/audit/mine': { ask: () => ({ path: '/api/audit/mine' }), gets: 200, everywhere: true },
  'GET /api/audit': { ask: () => ({ path: '/api/audit' }), gets: 200, everywhere: true },
  'POST /api/audit/subject': {
    ask: () => ({ path: '/api/audit/subject', body: { phone: '13800000000' } }),
    gets: 200,
    everywhere: true,
  },
  'POST /api/screen-captures': {
    ask: ({ task }) => ({ path: '/api/screen-captures', body: { taskId: task.id } }),
    gets: 204,
  },
  'GET /api/batches': { ask: () => ({ path: '/api/batches' }), gets: 200, everywhere: true },
}

const ROLE_SETS: Role[][] = Array.from({ length: 2 ** ROLES.length }, (_, bits) =>
  ROLES.filter((_role, i) => bits & (1 << i)),
)

/** The doors to a clear value. Everything else answers with masked values, whoever asks. */
const DOORS = ['POST /api/tasks/{taskId}/dial', 'POST /api/tasks/{taskId}/reveals']

interface Operation {
  key: string
  method: string
  /** The privacy lesson must be passed. */
  training: boolean
  roles: Role[] | 'signed_in' | 'public'
}

let app: TestApp
let community: string
let neighbour: string
let own: Place
let foreign: Place
const operations: Operation[] = await readOperations()

beforeAll(async () => {
  app = await startApp()
  ;({ community, neighbour } = await app.givenCity())
  own = await givenPlace(community, await app.givenGroup(community))
  foreign = await givenPlace(neighbour, await app.givenGroup(neighbour))
})

afterAll(() => expectNoLeaks(app))

it('lists in the document every route there is besides its own', async () => {
  const itself = '/api/openapi.json'
  const routes = app.app.routes.filter(route => route.method !== 'ALL' && route.path !== itself)
  const there = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/:(\w+)[^/]*/g, '{$1}')}`))

  expect(operations.map(operation => operation.key).sort()).toEqual([...there].sort())
})

it('has a case for every route', () => {
  expect(operations.map(operation => operation.key).filter(key => !CASES[key])).toEqual([])
})

it('says of every route who may use it', () => {
  expect(operations.filter(operation => operation.roles === undefined)).toEqual([])
})

it('asks for the privacy lesson before every clear value', () => {
  const trained = operations.filter(operation => operation.training).map(operation => operation.key)
  expect(trained).toEqual(expect.arrayContaining(DOORS))
})

describe.each(operations)('$key', ({ key, method, roles, training }) => {
  const testCase = CASES[key]
  if (!testCase) return
  const { ask, gets, everywhere } = testCase
  const mayUse = (set: readonly Role[]) =>
    roles === 'public' || roles === 'signed_in' || set.some(role => roles.includes(role))

  if (roles === 'public') {
    it('answers anybody', async () => {
      expect(await outcomeOf(send(app.anonymous, method, ask(own)))).toBe(gets)
    })
    return
  }

  it.each([
    ['no session', async () => ({}), 'unauthenticated'],
    ['an invented session', async () => cookie('0'.repeat(64)), 'unauthenticated'],
    ['an ended session', () => givenCookie({ endedAt: app.clock.now }), 'unauthenticated'],
    ['a session past its 12 hours', () => givenCookie({ expiresAt: app.clock.now }), 'unauthenticated'],
    [
      'a session idle for over 30 minutes',
      () => givenCookie({ lastSeenAt: new Date(app.clock.now.getTime() - 30 * 60_000 - 1) }),
      'session_idle',
    ],
  ] as const)('refuses %s', async (_what, headers, code) => {
    expect(await outcomeOf(send(app.anonymous, method, ask(own), await headers()))).toBe(code)
  })

  it.each(ROLE_SETS.map(set => [set.join(' and ') || 'no role', set] as const))('for %s', async (_name, set) => {
    const member = await memberWith(set.map(role => [role, community]))
    const place = mayUse(set) && method !== 'GET' && !everywhere ? await givenPlace(community, own.groupId) : own

    const expected = mayUse(set) ? gets : set.length === 0 ? 'no_role' : 'forbidden'
    expect(await outcomeOf(send(member, method, ask(place)), key)).toBe(expected)
    if (everywhere || !mayUse(set)) return
    expect(await outcomeOf(send(member, method, ask(foreign)))).toBe('not_found')
  })

  it('for everybody who has not passed the privacy lesson', async () => {
    const allowed = ROLES.filter(role => mayUse([role]))
    const staffId = await app.givenUntrained('周宁', ...allowed.map(role => [role, community] as [Role, string]))
    const place = method !== 'GET' && !everywhere ? await givenPlace(community, own.groupId) : own

    const expected = training ? 'untrained' : gets
    expect(await outcomeOf(send(await app.as(staffId), method, ask(place)), key)).toBe(expected)
  })

  const others = ROLES.filter(role => !mayUse([role]))
  if (everywhere || others.length === 0) return
  it('does not lend a role of one unit to another', async () => {
    const allowed = ROLES.filter(role => mayUse([role]))
    const member = await memberWith([
      ...allowed.map(role => [role, community] as [Role, string]),
      ...others.map(role => [role, neighbour] as [Role, string]),
    ])

    expect(await outcomeOf(send(member, method, ask(foreign)))).toBe('not_found')
  })
})

/** The operations of the document, from an app of its own: tables of cases are made before any hook runs. */
async function readOperations(): Promise<Operation[]> {
  const { app: document } = await startApp()
  const { paths } = await (await document.request('http://hecha.test/api/openapi.json')).json()
  type Described = { 'x-roles': Operation['roles']; 'x-training': boolean }
  return Object.entries<Record<string, Described>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      roles: operation['x-roles'],
      training: operation['x-training'],
    })),
  )
}

async function memberWith(grants: [Role, string][]): Promise<Client> {
  return app.as(await app.givenStaff('陈晓', ...grants))
}

async function givenPlace(unitId: string, groupId: string): Promise<Place> {
  const staffId = await app.givenStaff('林雨', ['caller', unitId], ['recorder', unitId])
  const member = await app.as(staffId)
  const tasks = await app.givenTasks([{ unitId }, { unitId }, { unitId }])
  const [task, toReport, toRecord] = tasks
  if (!task || !toReport || !toRecord) throw new Error('three tasks were given')
  const reported = await submit(member, toReport)
  const recorded = await record(member, await submit(member, toRecord))
  return {
    unitId,
    staffId,
    groupId,
    task,
    report: { id: waitingReport(reported), taskVersion: reported.version },
    record: recorded,
  }
}

const cookie = (token: string) => ({ cookie: `hecha_session=${token}` })

async function givenCookie(state: Partial<typeof sessions.$inferInsert>) {
  // Someone new: the route that reads the directory makes everybody leave who is not in it.
  const token = await app.givenSession(await app.givenStaff('林雨', ['caller', community]))
  await app.deps.db
    .update(sessions)
    .set(state)
    .where(eq(sessions.tokenHash, await sha256(token)))
  return cookie(token)
}

function send(client: Client, method: string, { path, body }: ReturnType<Case['ask']>, headers = {}) {
  if (method === 'GET') return client.get(path, headers)
  return client.send(method as 'POST' | 'PUT' | 'DELETE', path, body, headers)
}

/** The status of what was done, or the code of the refusal. Fails where an answer other than of a door holds a clear value. */
async function outcomeOf(answer: Promise<Response>, key = ''): Promise<number | ErrorCode> {
  const response = await answer
  const streams = response.headers.get('content-type')?.startsWith('text/event-stream')
  const text = streams ? '' : await response.clone().text()
  if (!DOORS.includes(key)) expect([...app.clearValues].filter(value => text.includes(value))).toEqual([])
  if (!response.ok && response.status !== 302) return (await refusalOf(response)).code
  await response.body?.cancel()
  return response.status
}
