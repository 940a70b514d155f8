import { Hono } from 'hono'

import { HOUR_MS } from '../../domain/time/lengths.ts'
import { refuse } from './refusal.ts'
import { authenticate, callerIp, type Simulation } from './simulation.ts'

/** `gettoken` and both tickets (WeCom documents 91039 and 90506). */
export function createTokenRoutes(simulation: Simulation): Hono {
  const { credentials, directory, frequency, settings } = simulation

  function refuseLocked(ip: string): void {
    const limit = settings.wrongSecretsBeforeLock
    if (limit !== null && frequency.count(`wrong secret ${ip}`, HOUR_MS) >= limit) refuse(45009)
  }

  function refuseSecret(ip: string, errcode: number): never {
    frequency.take(`wrong secret ${ip}`, Number.POSITIVE_INFINITY, HOUR_MS)
    return refuse(errcode)
  }

  function countTicket(agentId: number): void {
    if (!frequency.take(`ticket ${agentId}`, settings.ticketsPerHour, HOUR_MS)) refuse(45009)
  }

  return new Hono()
    .get('/gettoken', async c => {
      const { corpid = '', corpsecret = '' } = c.req.query()
      if (corpid === '') refuse(41002)
      if (corpsecret === '') refuse(41004)
      const ip = callerIp(c)
      refuseLocked(ip)
      if (corpid !== directory.corpId) refuseSecret(ip, 40013)
      const app = directory.data.apps.find(({ secret }) => secret === corpsecret)
      if (!app) return refuseSecret(ip, 40001)
      const { value, expiresIn } = await credentials.issue('access_token', app.agentId)
      return c.json({ errcode: 0, errmsg: 'ok', access_token: value, expires_in: expiresIn })
    })
    .get('/get_jsapi_ticket', async c => {
      const app = authenticate(simulation, c)
      countTicket(app.agentId)
      const { value, expiresIn } = await credentials.issue('corp_ticket', app.agentId)
      return c.json({ errcode: 0, errmsg: 'ok', ticket: value, expires_in: expiresIn })
    })
    .get('/ticket/get', async c => {
      const app = authenticate(simulation, c)
      if (c.req.query('type') !== 'agent_config') refuse(91040)
      countTicket(app.agentId)
      const { value, expiresIn } = await credentials.issue('agent_ticket', app.agentId)
      return c.json({ errcode: 0, errmsg: 'ok', ticket: value, expires_in: expiresIn })
    })
}
