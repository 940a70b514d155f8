// Twenty lists of ten megabytes at once: they wait in turns with their bodies unread, and who sends slowly gives way.
import { expect, it, vi } from 'vitest'
import { MAX_LIST_BYTES } from '../../contract/batches.ts'
import type { DomainError } from '../../server/errors.ts'
import { readInTime } from '../../server/http/read-in-time.ts'
import { ORIGIN, startApp } from '../support/app.ts'
import { csvList, previewForm, sendForm } from '../support/lists.ts'
import { refusalOf } from '../support/steps.ts'
import { until, untilPasses } from '../support/until.ts'

const app = await startApp()
const { community } = await app.givenCity()
const LIST = csvList('姓名,手机号\n张三丰,13812345678\n')

/** A form of which nothing comes until it is sent; `begun` once somebody reads it. */
function heldForm() {
  let send = () => undefined as void
  let begun = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        begun = true
        return new Promise<void>(resolve => {
          send = () => {
            controller.close()
            resolve()
          }
        })
      },
    },
    { highWaterMark: 0 },
  )
  const post = async (staffId: string) =>
    app.app.request(
      new Request(`${ORIGIN}/api/batches/preview`, {
        method: 'POST',
        body,
        duplex: 'half',
        headers: {
          origin: ORIGIN,
          cookie: `hecha_session=${await app.givenSession(staffId)}`,
          'content-type': 'multipart/form-data; boundary=x',
        },
      } as RequestInit),
    )
  return { post, send: () => send(), isBegun: () => begun }
}

const givenLeads = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => app.givenStaff(`统筹${i}`, ['lead', community])))

it('reads six lists at once, one of each lead, and leaves the others unread until their turn', async () => {
  const [first, ...others] = await givenLeads(8)
  if (first === undefined) throw new Error('leads were given')
  const forms = Array.from({ length: 9 }, () => heldForm())
  const answers = [first, first, ...others].map((staffId, i) => forms[i]?.post(staffId))
  const begun = () => forms.map((form, i) => (form.isBegun() ? i : -1)).filter(i => i >= 0)
  await untilPasses(() => expect(begun()).toHaveLength(6))

  // Of the first lead the second one waits, whatever came in which order.
  expect(begun().filter(i => i < 2)).toHaveLength(1)
  const third = await sendForm(app, first, '/api/batches/preview', previewForm(LIST))
  expect(await refusalOf(third)).toMatchObject({ status: 503, code: 'uploads_busy' })

  const done = new Set<number>()
  while (done.size < forms.length) {
    for (const i of await until(() => begun().filter(one => !done.has(one)))) {
      forms[i]?.send()
      done.add(i)
    }
  }
  for (const answer of answers) expect((await refusalOf((await answer) as Response)).code).toBe('invalid_input')
  expect((await sendForm(app, first, '/api/batches/preview', previewForm(LIST))).status).toBe(200)
})

it('reads nothing for another site', async () => {
  const [lead] = await givenLeads(1)
  const cookie = `hecha_session=${await app.givenSession(lead ?? '')}`
  const headers = { origin: 'https://evil.example', cookie }
  const request = { method: 'POST', headers, body: previewForm(LIST) }
  const answer = await app.app.request(`${ORIGIN}/api/batches/preview`, request)
  expect((await refusalOf(answer)).code).toBe('foreign_origin')
})

it('counts what comes, not what was said', async () => {
  const [lead] = await givenLeads(1)
  const large = { fileName: '名单.csv', bytes: new Uint8Array(MAX_LIST_BYTES + 128 * 1024) }
  const answer = await sendForm(app, lead ?? '', '/api/batches/preview', previewForm(large))
  expect(await refusalOf(answer)).toMatchObject({ status: 413, code: 'file_too_large' })
})

it('gives up a body that does not come in time', async () => {
  vi.useFakeTimers()
  const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => undefined) })
  const request = new Request(ORIGIN, { method: 'POST', body, duplex: 'half' } as RequestInit)
  const limits = { maxBytes: 10, tooLarge: 'file_too_large', timeoutMs: 1000, tooSlow: 'upload_slow' } as const
  const read = readInTime(request, limits).catch((cause: unknown) => (cause as DomainError).code)
  await vi.advanceTimersByTimeAsync(1000)
  vi.useRealTimers()

  expect(await read).toBe('upload_slow')
})
