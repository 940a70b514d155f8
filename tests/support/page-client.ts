import { Window } from 'happy-dom'
import { http } from 'msw'
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

/** Lets the page's own HTTP client talk to the real app as a logged-in member of staff, without a port. */
export async function connectPage({ app, givenSession }: TestApp, staffId: string): Promise<void> {
  const cookie = `hecha_session=${await givenSession(staffId)}`
  const server = setupServer(
    http.all('*/api/*', async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      const headers = { ...Object.fromEntries(request.headers), cookie, origin: ORIGIN }
      const body = request.method === 'GET' ? null : await request.text()
      return app.request(`${ORIGIN}${pathname}${search}`, { method: request.method, headers, body: body || null })
    }),
  )
  server.listen({ onUnhandledRequest: 'error' })
  afterAll(() => server.close())
}
