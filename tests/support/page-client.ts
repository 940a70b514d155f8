import { Window } from 'happy-dom'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, vi } from 'vitest'
import { ORIGIN, type TestApp } from './app.ts'

/** A page in WeCom for code that needs one. Only these two names: with all of happy-dom, PostgreSQL's driver would not find Node's. */
export function openPage(html = ''): void {
  const window = new Window({ url: ORIGIN })
  window.document.head.innerHTML = html
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
}

/** What lies between the phone and the server. */
export interface Network {
  /** False: nothing gets through. */
  up: boolean
  /** The server hears what is sent, the phone gets no answer. */
  losesAnswers: boolean
  /** What reached the server, in order. */
  heard: { method: string; path: string; requestId: string | null; passive: boolean }[]
}

/** Lets the page's own HTTP client talk to the real app as a logged-in member of staff, without a port. */
export async function connectPage({ app, givenSession }: TestApp, staffId: string): Promise<Network> {
  const cookie = `hecha_session=${await givenSession(staffId)}`
  return startNetwork(async request => {
    const { pathname, search } = new URL(request.url)
    const headers = { ...Object.fromEntries(request.headers), cookie, origin: ORIGIN }
    const body = request.method === 'GET' ? null : await request.arrayBuffer()
    return app.request(`${ORIGIN}${pathname}${search}`, {
      method: request.method,
      headers,
      body: body?.byteLength ? body : null,
    })
  })
}

/** The page's requests answered by `answer`, as far as the network lets them. */
export function startNetwork(answer: (request: Request) => Promise<Response> | Response): Network {
  const network: Network = { up: true, losesAnswers: false, heard: [] }
  const server = setupServer(
    http.all('*/api/*', async ({ request }) => {
      if (!network.up) return HttpResponse.error()
      const { method, headers, url } = request
      network.heard.push({
        method,
        path: new URL(url).pathname.replace('/api', ''),
        requestId: headers.get('idempotency-key'),
        passive: headers.has('x-hecha-passive'),
      })
      const response = await answer(request)
      return network.losesAnswers ? HttpResponse.error() : response
    }),
  )
  server.listen({ onUnhandledRequest: 'error' })
  afterAll(() => server.close())
  return network
}
