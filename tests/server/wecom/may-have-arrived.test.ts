import { expect, it } from 'vitest'
import { createWecomClient } from '../../../server/wecom/client.ts'
import { createMemoryCredentialStore } from '../../../server/wecom/memory-credential-store.ts'
import { WecomError } from '../../../server/ports/wecom-error.ts'
import type { WecomFetch } from '../../../server/wecom/call-api.ts'

const failing = (code: string): WecomFetch => {
  const cause = Object.assign(new Error(code), { code })
  return () => Promise.reject(new TypeError('fetch failed', { cause }))
}
const answering =
  (body: string, status = 200): WecomFetch =>
  () =>
    Promise.resolve(new Response(body, { status }))
const silent: WecomFetch = () => new Promise(() => undefined)

/** What is thrown where a line is posted to a group. */
async function failureOf(fetch: WecomFetch): Promise<unknown> {
  const store = createMemoryCredentialStore()
  const sleep = async () => undefined
  const apiBase = 'http://wecom.test'
  const client = createWecomClient({
    apiBase,
    corpId: 'c',
    agentId: 1,
    secret: 's',
    store,
    fetch,
    sleep,
    timeoutMs: 20,
  })
  return client.sendWebhook('key', { kind: 'text', text: '一' }).then(
    () => null,
    (cause: unknown) => cause,
  )
}

it.each<[string, WecomFetch]>([
  ['the connection broke', failing('ECONNRESET')],
  ['the other side closed it', failing('UND_ERR_SOCKET')],
  ['no answer came in time', silent],
  ['half an answer came', answering('{"errcode":0,"err')],
  ['a gateway answered', answering('<html>', 502)],
  ['the gateway waited too long', answering('', 504)],
  ['the service failed', answering('', 500)],
])('a line may be in the group where %s', async (_what, fetch) => {
  expect(await failureOf(fetch)).toMatchObject({ mayHaveArrived: true })
})

it.each<[string, WecomFetch]>([
  ['nobody listens', failing('ECONNREFUSED')],
  ['the name is unknown', failing('ENOTFOUND')],
  ['the host is not reached', failing('UND_ERR_CONNECT_TIMEOUT')],
  ['the certificate is not theirs', failing('ERR_TLS_CERT_ALTNAME_INVALID')],
  ['the gateway asks to come again', answering('', 503)],
  ['the request is refused', answering('', 413)],
  ['WeCom is busy', answering('{"errcode":-1,"errmsg":"system busy"}')],
  ['WeCom limits how often', answering('{"errcode":45009,"errmsg":"limit"}')],
])('a line is not in the group where %s', async (_what, fetch) => {
  const failure = await failureOf(fetch)

  expect(failure).toBeInstanceOf(WecomError)
  expect(failure).toMatchObject({ mayHaveArrived: false })
})
