import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { http } from '../../../src/http/client.ts'
import { onSignedOut } from '../../../src/http/sign-out.ts'
import type { ApiError } from '../../../src/http/api-error.ts'
import { openPage, startNetwork, type Network } from '../../support/page-client.ts'

const signedOut = vi.fn<(error: ApiError) => void>()
let network: Network
let answer: () => Response

beforeAll(() => {
  openPage()
  network = startNetwork(() => answer())
  onSignedOut(signedOut)
})

beforeEach(() => {
  Object.assign(network, { up: true, heard: [] })
  signedOut.mockClear()
  answer = () => Response.json({ fine: true })
})

const earlyAnswer = (status: number, body: unknown) => {
  window.hechaEarly = {
    answers: { '/tasks': Promise.resolve({ ok: status < 400, status, body }) },
    scrolled: 0,
    tried: null,
    stops: [],
    ended: false,
  }
}

describe('reading from the server', () => {
  it('gives the body of the answer', async () => {
    expect(await http.get('/tasks?limit=12')).toEqual({ fine: true })
    expect(network.heard).toMatchObject([{ method: 'GET', path: '/tasks', requestId: null }])
  })

  it('says that there is no network, also where only a gateway answers', async () => {
    network.up = false
    await expect(http.get('/tasks')).rejects.toMatchObject({ code: 'offline', passing: true })

    network.up = true
    answer = () => new Response('<h1>Bad gateway</h1>', { status: 502 })
    await expect(http.get('/tasks')).rejects.toMatchObject({ code: 'offline' })
  })

  it('tells whoever listens that the session is over', async () => {
    answer = () => Response.json({ code: 'session_idle', message: '太久没有操作' }, { status: 401 })

    await expect(http.get('/tasks')).rejects.toMatchObject({ code: 'session_idle' })

    expect(signedOut).toHaveBeenCalledOnce()
  })

  it('marks what the page asks for while nobody has touched it for a minute', async () => {
    const now = Date.now()
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000)

    await http.get('/tasks')
    vi.restoreAllMocks()
    await http.get('/tasks')

    expect(network.heard.map(({ passive }) => passive)).toEqual([true, false])
  })
})

describe('what the early script asked for', () => {
  it('is not asked for again, once', async () => {
    earlyAnswer(200, { early: true })

    expect(await http.get('/tasks')).toEqual({ early: true })
    expect(network.heard).toEqual([])
    expect(await http.get('/tasks')).toEqual({ fine: true })
  })

  it('ends the session too', async () => {
    earlyAnswer(401, { code: 'unauthenticated', message: '请登录' })

    await expect(http.get('/tasks')).rejects.toMatchObject({ code: 'unauthenticated' })

    expect(signedOut).toHaveBeenCalledOnce()
  })
})
