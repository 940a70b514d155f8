import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ErrorCode } from '../../contract/errors.ts'
import { ROLES, type Role } from '../../contract/staff.ts'
import { only } from '../../server/db/db.ts'
import { alerts, dataIssues, nudges, sessions } from '../../server/db/schema/index.ts'
import { sha256 } from '../../server/privacy/random.ts'
import { startApp, type Client, type TestApp } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { withMetrics } from '../support/metrics.ts'
import { CASES, DOORS, type Case, type Place } from '../support/route-cases.ts'
import { record, refusalOf, submit, waitingReport } from '../support/steps.ts'
import { MINUTE_MS } from '../../domain/time/lengths.ts'

const ROLE_SETS: Role[][] = Array.from({ length: 2 ** ROLES.length }, (_, bits) =>
  ROLES.filter((_role, i) => bits & (1 << i)),
)

interface Operation {
  key: string
  method: string
  /** The privacy lesson must be passed. */
  training: boolean
  roles: Role[] | 'signed_in' | 'public'
  /** Names of the headers it asks for. */
  headers: string[]
  /** JSON schema of the body. */
  body: unknown
}

let app: TestApp
let community: string
let neighbour: string
let own: Place
let foreign: Place
const operations: Operation[] = await readOperations()

beforeAll(async () => {
  app = await startApp()
  withMetrics(app)
  ;({ community, neighbour } = await app.givenCity())
  own = await givenPlace(community, await app.givenGroup(community))
  foreign = await givenPlace(neighbour, await app.givenGroup(neighbour))
})

// Whoever was reminded is left in peace for a while.
beforeEach(() => app.deps.db.delete(nudges).where(eq(nudges.kind, 'record')))
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

it('says of every change that it needs a request id', () => {
  const reads = ['batches/preview', 'pastes', 'pastes/candidates', 'audit/subject', 'outbox'].map(
    path => `POST /api/${path}`,
  )
  const changes = operations.filter(
    ({ key, method, roles }) => method !== 'GET' && roles !== 'public' && !reads.includes(key),
  )
  expect(changes.filter(({ headers }) => !headers.includes('Idempotency-Key')).map(({ key }) => key)).toEqual([])
})

it('says what a feed and a list must look like', () => {
  const bodyOf = (key: string) => operations.find(operation => operation.key === key)?.body
  expect(bodyOf('POST /api/feeds/test-results')).toMatchObject({
    properties: { rows: { items: { required: ['id', 'sampledAt', 'result'] } } },
  })
  expect(bodyOf('POST /api/batches')).toMatchObject({ required: ['file', 'settings'] })
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
      () => givenCookie({ lastSeenAt: new Date(app.clock.now.getTime() - 30 * MINUTE_MS - 1) }),
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
  interface Described {
    'x-roles': Operation['roles']
    'x-training': boolean
    parameters?: { in: string; name: string }[]
    requestBody?: { content: Record<string, { schema: unknown }> }
  }
  return Object.entries<Record<string, Described>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      roles: operation['x-roles'],
      training: operation['x-training'],
      headers: (operation.parameters ?? []).filter(one => one.in === 'header').map(one => one.name),
      body: Object.values(operation.requestBody?.content ?? {})[0]?.schema,
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
  const alert = { kind: 'positive' as const, unitId, taskId: task.id, at: app.clock.now }
  const issue = { taskId: task.id, kind: 'other' as const, source: '澜汀街道办', staffId, at: app.clock.now }
  const { id: dataIssueId } = only(await app.deps.db.insert(dataIssues).values(issue).returning({ id: dataIssues.id }))
  const { id: alertId } = only(await app.deps.db.insert(alerts).values(alert).returning({ id: alerts.id }))
  const nudge = { kind: 'call' as const, unitId, at: app.clock.now, staffIds: [staffId], count: 1 }
  const { id: nudgeId } = only(await app.deps.db.insert(nudges).values(nudge).returning({ id: nudges.id }))
  return {
    unitId,
    staffId,
    groupId,
    task,
    alertId,
    nudgeId,
    dataIssueId,
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
