import type { Page } from '@playwright/test'
import type { TaskPage } from '../../../contract/tasks.ts'

/** A mobile number or an ID number in full. */
const PATTERNS = [/(?<![\da-z])1[3-9]\d{9}(?![\da-z])/gi, /(?<![\da-z])\d{17}[\dX](?![\da-z])/gi]

/** The only two doors to a clear value. */
const DOORS = /\/(?:dial|reveals)$/

/** Everything that left the server or reached the page, by where it was seen. */
export interface Evidence {
  add(place: string, text: string): void
  /** What is in the page at this moment, in every place a value could stay. */
  sweep(page: Page): Promise<void>
  /** Places with a full number, an ID number, or one of the values. */
  leaks(values: readonly string[]): string[]
}

/** Watches what the pages of one phone hear and say from now on. */
export async function collectEvidence(page: Page): Promise<Evidence> {
  const seen: { place: string; text: string }[] = []
  const add = (place: string, text: string) => void seen.push({ place, text })

  page.on('console', message => add('console', message.text()))
  page.on('request', request => add('request address', request.url()))
  page.on('framenavigated', frame => add('page address', frame.url()))
  page.on('response', async response => {
    const { pathname } = new URL(response.url())
    const quiet = pathname === '/api/stream' || DOORS.test(pathname) || !pathname.startsWith('/api/')
    if (!quiet) add(`answer of ${pathname}`, await response.text().catch(() => ''))
  })
  await page.exposeFunction('heardEvent', (text: string) => add('event stream', text))
  await page.addInitScript(listenToStream)

  return {
    add,
    async sweep(current) {
      const places = await current.evaluate(readPage)
      for (const [place, text] of Object.entries(places)) add(`${place} of ${new URL(current.url()).hash}`, text)
      add('accessibility tree', await current.locator('html').ariaSnapshot())
    },
    leaks: values =>
      seen.flatMap(({ place, text }) => {
        const found = [
          ...PATTERNS.flatMap(pattern => text.match(pattern) ?? []),
          ...values.filter(v => text.includes(v)),
        ]
        return found.map(value => `${place}: ${value}`)
      }),
  }
}

/** Runs in the page, before its own scripts: every event of the stream is told to the test. */
function listenToStream() {
  const listen = EventSource.prototype.addEventListener
  EventSource.prototype.addEventListener = function tell(this: EventSource, ...args: Parameters<typeof listen>) {
    listen.call(this, args[0], event => {
      const heard = (window as unknown as { heardEvent(text: string): void }).heardEvent
      if (event instanceof MessageEvent) heard(String(event.data))
    })
    listen.apply(this, args)
  } as typeof listen
}

/** Runs in the page. */
async function readPage(): Promise<Record<string, string>> {
  const databases = 'databases' in indexedDB ? await indexedDB.databases() : []
  const cached = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
  const fields = [...document.querySelectorAll('input, textarea')] as (HTMLInputElement | HTMLTextAreaElement)[]
  return {
    'text and attributes': document.documentElement.outerHTML,
    'typed text': fields.map(field => field.value).join('\n'),
    title: document.title,
    'local storage': JSON.stringify(localStorage),
    'session storage': JSON.stringify(sessionStorage),
    databases: JSON.stringify(databases),
    caches: JSON.stringify(cached.flat().map(request => request.url)),
    address: location.href,
    history: JSON.stringify(history.state),
    cookies: document.cookie,
  }
}

/** Asks the server with the session of a page: only the browser knows `*.localhost`. */
export const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async address => (await fetch(address)).json(), `/api${path}`)

/** One field in clear, asked for through the door; null where there is none. */
function reveal(page: Page, taskId: string, field: string): Promise<string | null> {
  const order = { path: `/api/tasks/${taskId}/reveals`, id: crypto.randomUUID(), field }
  return page.evaluate(async ({ path, id, field: wanted }) => {
    const headers = { 'Idempotency-Key': id, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ field: wanted, reason: 'check_identity' })
    const answer = await fetch(path, { method: 'POST', headers, body })
    return answer.ok ? ((await answer.json()) as { value: string }).value : null
  }, order)
}

/** Clear values of the first tasks a caller's page lists. */
export async function canaries(page: Page, count: number): Promise<string[]> {
  const tasks = await read<TaskPage>(page, `/tasks?bucket=to_call&limit=${count}`)
  const values: string[] = []
  for (const { id } of tasks.items) {
    for (const field of ['name', 'phone', 'idNumber', 'address']) values.push((await reveal(page, id, field)) ?? '')
  }
  // Two characters are too common a pair to prove anything.
  return values.filter(value => value.length > 2)
}
