import { Hono, type Context } from 'hono'
import { compress } from 'hono/compress'
import { openAPIRouteHandler } from 'hono-openapi'
import type { AppEnv } from './http/app-env.ts'
import type { Deps } from './deps.ts'
import { auditRoutes } from './audit/routes.ts'
import { alertRoutes } from './alerts/routes.ts'
import { dataIssueRoutes } from './data-issues/routes.ts'
import { authRoutes } from './auth/routes.ts'
import { sessionRoutes } from './auth/session-routes.ts'
import { batchRoutes } from './batches/routes.ts'
import { bulletinRoutes } from './bulletins/routes.ts'
import { callAttemptRoutes } from './calls/routes.ts'
import { dutyRoutes } from './duty/routes.ts'
import { nudgeRoutes } from './nudges/routes.ts'
import { DomainError, errorBody, failureWords, isPassing, STATUS } from './errors.ts'
import { streamRoutes } from './events/routes.ts'
import { feedRoutes } from './feeds/routes.ts'
import { groupRoutes } from './groups/routes.ts'
import { healthRoutes } from './http/health-routes.ts'
import { measure } from './http/measure.ts'
import { happenedAt } from './http/late-request.ts'
import { limitBody } from './http/limit-body.ts'
import { openApiInfo } from './http/open-api.ts'
import { apiHeaders } from './http/security-headers.ts'
import { lookRoutes } from './looks/routes.ts'
import { outboxRoutes } from './outbox/routes.ts'
import { pasteRoutes } from './pastes/routes.ts'
import { progressRoutes } from './progress/routes.ts'
import { recordRoutes } from './records/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { revealRoutes } from './reveals/routes.ts'
import { staffRoutes } from './staff/routes.ts'
import { taskRoutes } from './tasks/routes.ts'
import { sampleRoutes } from './sample-assignments/routes.ts'
import { trainingRoutes } from './training/routes.ts'
import { directoryRoutes } from './units/directory-routes.ts'
import { unitRoutes } from './units/routes.ts'
import { wecomRoutes } from './wecom/routes.ts'

/** Seconds after which a phone may ask again for what was refused for now. */
const RETRY_AFTER_S = '2'

const api = () =>
  new Hono<AppEnv>()
    .route('/', authRoutes)
    .route('/', sessionRoutes)
    .route('/', wecomRoutes)
    .route('/', streamRoutes)
    .route('/', taskRoutes)
    .route('/', sampleRoutes)
    .route('/', callAttemptRoutes)
    .route('/', reportRoutes)
    .route('/', recordRoutes)
    .route('/', pasteRoutes)
    .route('/', batchRoutes)
    .route('/', alertRoutes)
    .route('/', dataIssueRoutes)
    .route('/', feedRoutes)
    .route('/', progressRoutes)
    .route('/', bulletinRoutes)
    .route('/', dutyRoutes)
    .route('/', nudgeRoutes)
    .route('/', unitRoutes)
    .route('/', directoryRoutes)
    .route('/', staffRoutes)
    .route('/', groupRoutes)
    .route('/', trainingRoutes)
    .route('/', revealRoutes)
    .route('/', lookRoutes)
    .route('/', auditRoutes)
    .route('/', outboxRoutes)

/** The whole API as one fetch-style app: the same behind a Node port, in tests, and in the browser behind MSW. */
export function createApp(deps: Deps): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', deps)
    c.set('dispatch', request => app.fetch(request, c.env))
    c.set('happenedAt', happenedAt(c.req.raw))
    await next()
  })
  app.use(measure)
  app.use('/api/*', apiHeaders, limitBody)
  // A page of tasks is the one answer phones wait for that is worth it: 48 kB become 7.
  app.use('/api/tasks', compress())
  app.route('/', healthRoutes)
  app.route('/api', api())
  app.get('/api/openapi.json', openAPIRouteHandler(app, openApiInfo))
  app.all('/api/*', c => refuse(c, new DomainError('no_such_route')))
  app.onError((cause, c) => {
    const error = toDomainError(cause)
    if (error.code === 'internal')
      deps.log('error', 'unexpected failure', { route: c.req.routePath, cause: failureWords(cause) })
    return refuse(c, error)
  })
  return app
}

function refuse(c: Context<AppEnv>, error: DomainError): Response {
  const status = STATUS[error.code]
  const headers = { 'cache-control': 'no-store', ...(status === 503 && { 'retry-after': RETRY_AFTER_S }) }
  return c.json(errorBody(error), status, headers)
}

function toDomainError(cause: unknown): DomainError {
  if (cause instanceof DomainError) return cause
  // hono throws this for a body that is no JSON
  if (cause instanceof Error && 'status' in cause && cause.status === 400) return new DomainError('invalid_input')
  return new DomainError(isPassing(cause) ? 'database_unavailable' : 'internal', {}, { cause })
}
