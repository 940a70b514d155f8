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
  /** In place of every call's own, for tests. */
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
  /** How long an answer may take, in ms, where it is not the usual. */
  timeoutMs?: number
  /** It changes something that WeCom would do again when asked again: no answer then means that nobody knows. */
  once?: true
}

export type ApiCaller = <Schema extends v.GenericSchema>(call: ApiCall<Schema>) => Promise<v.InferOutput<Schema>>

/** HTTP statuses of who did not take the request in: refused, or asked to come again. 500, 502 and 504 say nothing of that. */
const REFUSED = /^(3\d\d|4\d\d|503)$/

/** Codes of a connection that never stood, so nothing was sent on it. */
const NEVER_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|.*CERT.*)$/

function neverConnected(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause ? String(cause.code) : ''
  return NEVER_CONNECTED.test(code) || neverConnected(cause.cause)
}

function unanswered({ api, once }: ApiCall<v.GenericSchema>, status: number | null = null): WecomError {
  return new WecomError({ api, errcode: null, status, mayHaveArrived: once === true })
}

/**
 * One WeCom call: time-out, `errcode` read before anything else, answer parsed. "Busy" (-1) is asked again up to three
 * times; everything else is the caller's decision.
 *
 * @throws WecomError
 */
export function createApiCaller({ apiBase, fetch, timeoutMs, sleep = pause }: ApiCallerOptions): ApiCaller {
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
    if (!envelope.success) throw unanswered(call)
    const { errcode, errmsg } = envelope.output
    if (errcode !== 0) throw new WecomError({ api: call.api, errcode, hint: readHint(errmsg) })
    const answer = v.safeParse(call.answer, body)
    if (!answer.success) throw unanswered(call)
    return answer.output
  }

  /** The cause of a failure is left out on purpose: some engines put the address, and with it the token, into its text. */
  async function readBody(call: ApiCall<v.GenericSchema>): Promise<unknown> {
    const { status, ok, text } = await ask(call).catch((cause: unknown) => {
      throw neverConnected(cause) ? new WecomError({ api: call.api, errcode: null }) : unanswered(call)
    })
    if (!ok && REFUSED.test(String(status))) throw new WecomError({ api: call.api, errcode: null, status })
    if (!ok) throw unanswered(call, status)
    try {
      return JSON.parse(text)
    } catch {
      throw unanswered(call, status)
    }
  }

  function ask(call: ApiCall<v.GenericSchema>) {
    return withinTime(timeoutMs ?? call.timeoutMs ?? TIMEOUT_MS, async signal => {
      const response = await fetch(makeRequest(call, signal))
      return { status: response.status, ok: response.ok, text: await response.text() }
    })
  }

  function makeRequest({ api, query = {}, body }: ApiCall<v.GenericSchema>, signal: AbortSignal): Request {
    const url = `${apiBase}/cgi-bin/${api}?${new URLSearchParams(query).toString()}`
    if (body === undefined) return new Request(url, { signal })
    return new Request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      signal,
    })
  }
}

/** Ends also where the signal is not heard: engines let go of one that nobody holds. */
async function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const giveUp = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp.abort()
      reject(new Error('no answer in time'))
    }, ms)
  })
  try {
    return await Promise.race([work(giveUp.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms)
  })
}
