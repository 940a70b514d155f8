import * as v from 'valibot'

import { readHint, WecomError } from '../ports/wecom-error.ts'

const TIMEOUT_MS = 5_000
const BUSY = -1
const BUSY_PAUSES_MS = [200, 600, 1_800]

const Envelope = v.object({ errcode: v.optional(v.number(), 0), errmsg: v.optional(v.string(), '') })

export type WecomFetch = (request: Request) => Promise<Response>

export interface ApiCallerOptions {
  /** For example `https://qyapi.weixin.qq.com`, without a slash at the end. */
  apiBase: string
  fetch: WecomFetch
  timeoutMs?: number
  sleep?: (ms: number) => Promise<void>
}

interface ApiCall<Schema extends v.GenericSchema> {
  /** Path below `/cgi-bin/`, for example `appchat/send`. */
  api: string
  /** Goes into the query, including the token: WeCom does not read it anywhere else. */
  query?: Record<string, string>
  /** Sent as JSON; a call with a body is a POST. */
  body?: unknown
  answer: Schema
}

export type ApiCaller = <Schema extends v.GenericSchema>(call: ApiCall<Schema>) => Promise<v.InferOutput<Schema>>

/**
 * One WeCom call: time-out, `errcode` read before anything else, answer parsed. "Busy" (-1) is asked again up to three
 * times; everything else is the caller's decision.
 *
 * @throws WecomError
 */
export function createApiCaller({
  apiBase,
  fetch,
  timeoutMs = TIMEOUT_MS,
  sleep = pause,
}: ApiCallerOptions): ApiCaller {
  return async call => {
    for (const pauseMs of BUSY_PAUSES_MS) {
      try {
        return await callOnce(call)
      } catch (cause) {
        if (!(cause instanceof WecomError) || cause.errcode !== BUSY) throw cause
        await sleep(pauseMs)
      }
    }
    return callOnce(call)
  }

  async function callOnce<Schema extends v.GenericSchema>(call: ApiCall<Schema>): Promise<v.InferOutput<Schema>> {
    const body = await readBody(call)
    const envelope = v.safeParse(Envelope, body)
    if (!envelope.success) throw new WecomError({ api: call.api, errcode: null })
    const { errcode, errmsg } = envelope.output
    if (errcode !== 0) throw new WecomError({ api: call.api, errcode, hint: readHint(errmsg) })
    const answer = v.safeParse(call.answer, body)
    if (!answer.success) throw new WecomError({ api: call.api, errcode: null })
    return answer.output
  }

  /** The cause of a failure is left out on purpose: some engines put the address, and with it the token, into its text. */
  async function readBody(call: ApiCall<v.GenericSchema>): Promise<unknown> {
    let response: Response
    try {
      response = await fetch(makeRequest(call))
    } catch {
      throw new WecomError({ api: call.api, errcode: null })
    }
    if (!response.ok) throw new WecomError({ api: call.api, errcode: null, status: response.status })
    try {
      return await response.json()
    } catch {
      throw new WecomError({ api: call.api, errcode: null, status: response.status })
    }
  }

  function makeRequest({ api, query = {}, body }: ApiCall<v.GenericSchema>): Request {
    const url = `${apiBase}/cgi-bin/${api}?${new URLSearchParams(query).toString()}`
    const signal = AbortSignal.timeout(timeoutMs)
    if (body === undefined) return new Request(url, { signal })
    return new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal,
    })
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms)
  })
}
