import { Hono } from 'hono'
import { JsSdkSignature, SignatureQuery } from '../../contract/session.ts'
import type { AppEnv } from '../http/app-env.ts'
import type { Deps } from '../deps.ts'
import { DomainError } from '../errors.ts'
import { read } from '../http/endpoint.ts'
import { query } from '../http/input.ts'
import { makeNonceStr, signJsSdk } from './sign-js-sdk.ts'
import { WecomError } from '../ports/wecom-error.ts'
import { wecomRefusal } from '../ports/wecom-refusal.ts'

export const wecomRoutes = new Hono<AppEnv>().get(
  '/wecom/js-sdk-signature',
  read({ summary: 'Sign one of our own pages for the JS-SDK', roles: 'signed_in', answer: JsSdkSignature }),
  query(SignatureQuery),
  async c => {
    const { deps } = c.var
    const { kind, url } = c.req.valid('query')
    if (!deps.config.isOwnOrigin(new URL(url).origin)) throw new DomainError('url_not_ours')
    const ticket = await getTicket(deps, kind)
    const nonceStr = makeNonceStr()
    const timestamp = Math.floor(deps.clock().getTime() / 1000)
    return c.json({ timestamp, nonceStr, signature: await signJsSdk({ ticket, nonceStr, timestamp, url }) })
  },
)

async function getTicket({ wecom }: Deps, kind: 'corp' | 'agent'): Promise<string> {
  try {
    return await (kind === 'corp' ? wecom.getCorpTicket() : wecom.getAgentTicket())
  } catch (cause) {
    if (cause instanceof WecomError) throw new DomainError(wecomRefusal(cause), {}, { cause })
    throw cause
  }
}
