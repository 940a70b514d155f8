import { Hono, type Context } from 'hono'

import { createAppchatRoutes } from './appchat-routes.ts'
import { createAuthorizeRoutes } from './authorize-routes.ts'
import type { Chats } from './chats.ts'
import { createClientRoutes } from './client-routes.ts'
import { createDirectoryRoutes } from './directory-routes.ts'
import type { Faults } from './faults.ts'
import { createIdentityRoutes } from './identity-routes.ts'
import { createMessageRoutes } from './message-routes.ts'
import { Refusal, refusalBody } from './refusal.ts'
import { sameSiteOnly } from './same-site.ts'
import { callerIp, countCall, createSimulation, type Simulation, type SimulationOptions } from './simulation.ts'
import { createStageRoutes, type StageOptions } from './stage-routes.ts'
import { createTokenRoutes } from './token-routes.ts'
import type { IssuedKind } from './types.ts'
import { createWebhookRoutes } from './webhook-routes.ts'

export interface SimulatedWecomOptions extends SimulationOptions, StageOptions {
  /** Where the stage lives, for example `http://hecha.localhost:8080`. Only pages of this site may press buttons. */
  origin?: string
  /** Path the service is mounted on, without a slash at the end. */
  basePath?: string
  sleep?: (ms: number) => Promise<void>
}

export interface SimulatedWecom {
  /** Answers `<basePath>/cgi-bin/*`, `/connect/*`, `/stage/*`, `/client/*`, `/lab`. Rejects while the network is down. */
  fetch(request: Request): Promise<Response>
  /** Ends tokens and tickets before their time. */
  revokeNow(kind?: IssuedKind): Promise<void>
  faults: Faults
  chats: Chats
}

/** A WeCom service in this process that refuses what the real one refuses. Start it in demo mode and in tests only. */
export function createSimulatedWecom(options: SimulatedWecomOptions): SimulatedWecom {
  const simulation = createSimulation(options)
  const site = options.origin ? new URL(options.origin).hostname : null
  const app = new Hono()
    .basePath(options.basePath ?? '/simulation')
    .use('/stage/*', sameSiteOnly(site))
    .use('/client/*', sameSiteOnly(site))
    .use('/lab', sameSiteOnly(site))
    .route('/cgi-bin', createApi(simulation, options.sleep ?? pause))
    .route('/', createAuthorizeRoutes(simulation))
    .route('/', createClientRoutes(simulation))
    .route('/', createStageRoutes(simulation, options))

  async function fetch(request: Request): Promise<Response> {
    await simulation.ready()
    return app.fetch(request)
  }

  return {
    fetch: async request => {
      const { faults } = simulation
      if (faults.networkDown && isApiCall(request)) throw networkError('ECONNREFUSED')
      const answer = await fetch(request)
      if (isApiCall(request) && faults.takeLoss(apiNameOf(request))) throw networkError('ECONNRESET')
      return answer
    },
    revokeNow: async kind => {
      await simulation.ready()
      await simulation.credentials.revokeNow(kind)
    },
    faults: simulation.faults,
    chats: simulation.chats,
  }
}

/** The server API: faults on purpose and counters first, refusals as HTTP 200 with an errcode. */
function createApi(simulation: Simulation, sleep: (ms: number) => Promise<void>): Hono {
  const api = new Hono()
  api.use('*', async (c, next) => {
    const name = apiName(c)
    const { faults } = simulation
    if (faults.latencyMs > 0) await sleep(faults.latencyMs)
    const planned = faults.takeRefusal(name)
    if (planned !== null) throw new Refusal(planned)
    countCall(simulation, name)
    return next()
  })
  api.onError((cause, c) => {
    if (!(cause instanceof Refusal)) throw cause
    return c.json(refusalBody(cause.errcode, { ip: callerIp(c), at: simulation.clock() }))
  })
  return api
    .route('/', createTokenRoutes(simulation))
    .route('/', createIdentityRoutes(simulation))
    .route('/', createDirectoryRoutes(simulation))
    .route('/', createAppchatRoutes(simulation))
    .route('/', createMessageRoutes(simulation))
    .route('/', createWebhookRoutes(simulation))
}

/** `appchat/send` in `/simulation/cgi-bin/appchat/send`. */
function apiName(c: Context): string {
  return c.req.path.split('/cgi-bin/')[1] ?? ''
}

const apiNameOf = (request: Request): string => new URL(request.url).pathname.split('/cgi-bin/')[1] ?? ''

/** As Node's `fetch` fails. */
function networkError(code: string): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
}

function isApiCall(request: Request): boolean {
  return new URL(request.url).pathname.includes('/cgi-bin/')
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms)
  })
}
