import type { ErrorCode } from '../../contract/errors.ts'
import { reached } from './report-fields.ts'

/** What there is in one community to be looked at and changed. */
export interface Place {
  unitId: string
  staffId: string
  groupId: string
  task: { id: string; version: number; batchId: string }
  alertId: string
  nudgeId: string
  dataIssueId: string
  report: { id: string; taskVersion: number }
  record: { id: string; taskVersion: number }
}

export interface Case {
  ask(place: Place): { path: string; body?: unknown }
  /** What a member gets who may: the status, or the refusal that has nothing to do with roles. */
  gets: number | ErrorCode
  /** No unit in it: nobody can ask for a foreign one. */
  everywhere?: true
}

/** One case for each route; a route without one fails. */
export const CASES: Record<string, Case> = {
  'GET /healthz': { ask: () => ({ path: '/healthz' }), gets: 200, everywhere: true },
  'GET /readyz': { ask: () => ({ path: '/readyz' }), gets: 200, everywhere: true },
  'GET /metrics': { ask: () => ({ path: '/metrics' }), gets: 200, everywhere: true },
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
  'GET /api/outbox/key': { ask: () => ({ path: '/api/outbox/key' }), gets: 200, everywhere: true },
  'GET /api/outbox': { ask: () => ({ path: '/api/outbox' }), gets: 200, everywhere: true },
  // Sealed with a key nobody made: what can be opened stands in the tests of the outbox.
  'POST /api/outbox': {
    ask: () => ({
      path: '/api/outbox',
      body: {
        requestId: '00000000-0000-4000-8000-000000000009',
        kind: 'record-call',
        at: '2022-05-21T12:00:00Z',
        keyId: 'none',
        point: 'A'.repeat(87),
        box: 'A'.repeat(60),
      },
    }),
    gets: 'sealed_unreadable',
    everywhere: true,
  },
  'GET /api/stream': { ask: () => ({ path: '/api/stream' }), gets: 200, everywhere: true },
  'GET /api/units': { ask: () => ({ path: '/api/units' }), gets: 200, everywhere: true },
  'GET /api/tasks': { ask: ({ unitId }) => ({ path: `/api/tasks?unitId=${unitId}` }), gets: 200 },
  'GET /api/tasks/{taskId}': { ask: ({ task }) => ({ path: `/api/tasks/${task.id}` }), gets: 200 },
  // Another community's task that is skipped is not there, and changes nothing.
  'POST /api/tasks/next': {
    ask: ({ task }) => ({ path: '/api/tasks/next', body: { skip: task.id } }),
    gets: 200,
    everywhere: true,
  },
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
  // The sample is invented: which ones may be assigned stands in the tests of lab results.
  'POST /api/tasks/{taskId}/sample-assignments': {
    ask: ({ task: { id, version } }) => ({
      path: `/api/tasks/${id}/sample-assignments`,
      body: { version, sampleId: 'LAB-1', subjectId: null },
    }),
    gets: 'not_found',
  },
  'POST /api/tasks/{taskId}/sample-assignments/undo': {
    ask: ({ task: { id, version } }) => ({
      path: `/api/tasks/${id}/sample-assignments/undo`,
      body: { version, sampleId: 'LAB-1' },
    }),
    gets: 'not_found',
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
  'POST /api/reports/{reportId}/posted': {
    ask: ({ report }) => ({ path: `/api/reports/${report.id}/posted` }),
    gets: 200,
  },
  'POST /api/reports/{reportId}/records': {
    ask: ({ report }) => ({ path: `/api/reports/${report.id}/records`, body: { version: report.taskVersion } }),
    gets: 201,
  },
  'GET /api/records/own': { ask: () => ({ path: '/api/records/own' }), gets: 200, everywhere: true },
  'POST /api/call-attempts/{callAttemptId}/undo': {
    ask: () => ({ path: '/api/call-attempts/00000000-0000-4000-8000-000000000009/undo', body: { version: 1 } }),
    gets: 'not_found',
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
  // Foreign tasks are not found there (`tests/server/pastes`).
  'POST /api/pastes/candidates': {
    ask: () => ({ path: '/api/pastes/candidates', body: { search: '0707' } }),
    gets: 200,
    everywhere: true,
  },
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
  'GET /api/progress/tasks': {
    ask: ({ unitId }) => ({ path: `/api/progress/tasks?unitId=${unitId}&place=notReached` }),
    gets: 200,
  },
  'GET /api/bulletin': { ask: ({ unitId }) => ({ path: `/api/bulletin?unitId=${unitId}` }), gets: 200 },
  // No bulletin group is set here; where one is stands in the tests of bulletins.
  'POST /api/units/{unitId}/bulletins': {
    ask: ({ unitId }) => ({ path: `/api/units/${unitId}/bulletins` }),
    gets: 'bulletin_group_missing',
  },
  'PUT /api/units/{unitId}/bulletin-plan': {
    ask: ({ unitId }) => ({ path: `/api/units/${unitId}/bulletin-plan`, body: { plan: null } }),
    gets: 200,
  },
  'GET /api/duty': { ask: ({ unitId }) => ({ path: `/api/duty?unitId=${unitId}` }), gets: 200 },
  'POST /api/shifts': {
    ask: ({ unitId, staffId }) => ({
      path: '/api/shifts',
      body: { staffId, role: 'recorder', unitId, startsAt: '2022-05-21T12:00:00Z', endsAt: '2022-05-21T20:00:00Z' },
    }),
    gets: 200,
  },
  'POST /api/shifts/{shiftId}/swap': {
    ask: ({ staffId }) => ({ path: `/api/shifts/${staffId}/swap`, body: { staffId } }),
    gets: 'not_found',
  },
  'DELETE /api/shifts/{shiftId}': { ask: ({ staffId }) => ({ path: `/api/shifts/${staffId}` }), gets: 'not_found' },
  'POST /api/shifts/{shiftId}/hand-over': {
    ask: ({ staffId }) => ({ path: `/api/shifts/${staffId}/hand-over`, body: { toStaffId: staffId, notes: [] } }),
    gets: 'not_found',
  },
  'POST /api/units/{unitId}/nudges': {
    ask: ({ unitId }) => ({ path: `/api/units/${unitId}/nudges`, body: { kind: 'record' } }),
    gets: 200,
  },
  'GET /api/nudges/{nudgeId}': { ask: ({ nudgeId }) => ({ path: `/api/nudges/${nudgeId}` }), gets: 200 },
  'POST /api/nudges/{nudgeId}/answer': {
    ask: ({ nudgeId }) => ({ path: `/api/nudges/${nudgeId}/answer` }),
    gets: 200,
  },
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
  'GET /api/looks/limits': { ask: () => ({ path: '/api/looks/limits' }), gets: 200, everywhere: true },
  // Only a lead of the whole tree sets them, and the lead here leads one community.
  'PUT /api/looks/limits': {
    ask: () => ({ path: '/api/looks/limits', body: { peopleAPaste: 200, peopleAnHour: 600 } }),
    gets: 'forbidden',
    everywhere: true,
  },
  'POST /api/screen-captures': {
    ask: ({ task }) => ({ path: '/api/screen-captures', body: { taskId: task.id } }),
    gets: 204,
  },
  'POST /api/refused-copies': {
    ask: ({ task }) => ({ path: '/api/refused-copies', body: { way: 'copy', taskId: task.id } }),
    gets: 204,
  },
  'GET /api/batches': { ask: () => ({ path: '/api/batches' }), gets: 200, everywhere: true },
  // Both take a form; what they do with one stands in the tests of lists.
  'POST /api/batches/preview': {
    ask: () => ({ path: '/api/batches/preview', body: {} }),
    gets: 'invalid_input',
    everywhere: true,
  },
  'POST /api/batches': { ask: () => ({ path: '/api/batches', body: {} }), gets: 'invalid_input', everywhere: true },
  'GET /api/batches/{batchId}': { ask: ({ task }) => ({ path: `/api/batches/${task.batchId}` }), gets: 200 },
  // No bulletin group is set here; where one is stands in the tests of lists.
  'POST /api/batches/{batchId}/status-posts': {
    ask: ({ task }) => ({ path: `/api/batches/${task.batchId}/status-posts` }),
    gets: 'bulletin_group_missing',
  },
  'GET /api/batches/{batchId}/export': {
    ask: ({ task }) => ({ path: `/api/batches/${task.batchId}/export` }),
    gets: 200,
  },
  'POST /api/batches/{batchId}/roll-back': {
    ask: ({ task }) => ({ path: `/api/batches/${task.batchId}/roll-back` }),
    gets: 'batch_in_use',
  },
  'POST /api/batches/{batchId}/close': {
    ask: ({ task }) => ({ path: `/api/batches/${task.batchId}/close` }),
    gets: 200,
  },
  'GET /api/alerts': { ask: () => ({ path: '/api/alerts' }), gets: 200, everywhere: true },
  'POST /api/alerts/{alertId}/seen': {
    ask: ({ alertId }) => ({ path: `/api/alerts/${alertId}/seen` }),
    gets: 204,
  },
  'POST /api/tasks/{taskId}/data-issues': {
    ask: ({ task }) => ({
      path: `/api/tasks/${task.id}/data-issues`,
      body: { kind: 'wrong_name', source: '澜汀街道办', note: '姓名写反了' },
    }),
    gets: 201,
  },
  'GET /api/data-issues': { ask: () => ({ path: '/api/data-issues' }), gets: 200, everywhere: true },
  'POST /api/data-issues/passed-on': {
    ask: ({ dataIssueId }) => ({ path: '/api/data-issues/passed-on', body: { ids: [dataIssueId], passedOn: true } }),
    gets: 204,
  },
  'POST /api/feeds/test-results': {
    ask: () => ({ path: '/api/feeds/test-results', body: { rows: [] } }),
    gets: 'feed_not_configured',
  },
  'POST /api/feeds/vaccinations': {
    ask: () => ({ path: '/api/feeds/vaccinations', body: { rows: [] } }),
    gets: 'feed_not_configured',
  },
  'POST /api/feeds/registrations': {
    ask: () => ({ path: '/api/feeds/registrations', body: { rows: [] } }),
    gets: 'feed_not_configured',
  },
}

/** The doors to a clear value. Everything else answers with masked values, whoever asks. */
export const DOORS = [
  'POST /api/tasks/{taskId}/dial',
  'POST /api/tasks/{taskId}/reveals',
  'GET /api/batches/{batchId}/export',
]
