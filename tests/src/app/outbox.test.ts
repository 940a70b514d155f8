import { createPinia, setActivePinia } from 'pinia'
import * as v from 'valibot'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { useOutboxStore, type Settled } from '../../../src/app/outbox.ts'
import { defineChange, typed } from '../../../src/http/change.ts'
import { openPage, startNetwork, type Network } from '../../support/page-client.ts'
import { until } from '../../support/until.ts'

const note = defineChange({
  kind: 'test-note',
  method: 'POST',
  path: '/tasks/:taskId/notes',
  label: '记一笔',
  body: typed<{ text: string }>(),
  answer: v.object({ text: v.string() }),
  waits: true,
})
const impatient = defineChange({ kind: 'test-impatient', method: 'POST', path: '/now', label: '马上' })

const taskId = '00000000-0000-4000-8000-000000000001'
let network: Network
/** What the server did, each request id once. */
let done: Map<string, string>
/** Texts the server refuses. */
let refused: Set<string>

async function answer(request: Request): Promise<Response> {
  const { text } = (await request.json()) as { text: string }
  if (refused.has(text)) return Response.json({ code: 'task_changed', message: '刚被改动过' }, { status: 409 })
  const requestId = request.headers.get('idempotency-key') ?? ''
  if (!done.has(requestId)) done.set(requestId, text)
  return Response.json({ text: done.get(requestId) })
}

const send = (text: string) =>
  useOutboxStore().send(note, { taskId, body: { text } }, { label: `${note.label} ${text}`, taskId })

beforeAll(() => {
  openPage()
  network = startNetwork(answer)
})

beforeEach(() => {
  setActivePinia(createPinia())
  Object.assign(network, { up: true, losesAnswers: false, heard: [] })
  done = new Map()
  refused = new Set()
})

describe('outbox', () => {
  it('gives the answer of a change that went through, and keeps nothing of it', async () => {
    expect(await send('一')).toEqual({ state: 'sent', answer: { text: '一' } })
    expect(useOutboxStore().entries).toEqual([])
  })

  it('keeps what met no network and sends it in order, each once', async () => {
    const outbox = useOutboxStore()
    network.up = false

    expect(await Promise.all([send('一'), send('二')])).toEqual([{ state: 'waiting' }, { state: 'waiting' }])
    expect(outbox.waiting).toBe(2)

    network.up = true
    expect(await send('三')).toEqual({ state: 'waiting' })
    await until(() => outbox.waiting === 0)

    expect([...done.values()]).toEqual(['一', '二', '三'])
  })

  it('repeats with the same request id when only the answer was lost', async () => {
    const outbox = useOutboxStore()
    network.losesAnswers = true
    await send('一')

    network.losesAnswers = false
    await outbox.flush()

    expect([...done.values()]).toEqual(['一'])
    expect(network.heard).toHaveLength(2)
    expect(outbox.waiting).toBe(0)
  })

  it('tries again by itself', async () => {
    network.up = false
    await send('一')
    network.up = true

    await until(() => done.size === 1)
  })

  it('goes on behind a change that was refused', async () => {
    refused.add('一')

    const results = await Promise.all([send('一'), send('二')])

    expect(results).toMatchObject([
      { state: 'refused', error: { code: 'task_changed' } },
      { state: 'sent', answer: { text: '二' } },
    ])
  })

  it('holds plain data: what waits could be kept, shown and sent by another page', async () => {
    const outbox = useOutboxStore()
    network.up = false
    await send('一')

    expect(JSON.parse(JSON.stringify(outbox.entries))).toEqual(outbox.entries)
    expect(outbox.entries).toMatchObject([{ label: '记一笔 一', taskId, change: { kind: 'test-note', taskId } }])
  })

  it('does by kind what an answer does, before the member is told', async () => {
    const outbox = useOutboxStore()
    const steps: string[] = []
    outbox.on(note, { answered: ({ text }, { change }) => steps.push(`${text} of ${change.taskId}`) })

    await send('一')
    steps.push('told')

    expect(steps).toEqual([`一 of ${taskId}`, 'told'])
  })

  it('does by kind what a final refusal does, and says whether the member had gone on', async () => {
    const outbox = useOutboxStore()
    const ends: [string, string, boolean][] = []
    outbox.on(note, { refused: ({ code }, { change }, waited) => ends.push([code, change.body.text, waited]) })
    refused.add('一').add('二')

    await send('一')
    network.up = false
    await send('二')
    network.up = true
    await outbox.flush()

    expect(ends).toEqual([
      ['task_changed', '一', false],
      ['task_changed', '二', true],
    ])
  })

  it('tells of the end of a change that had to wait, and of no other', async () => {
    const outbox = useOutboxStore()
    const settled = vi.fn<(settled: Settled) => void>()
    outbox.onSettled(settled)
    await send('零')
    network.up = false
    await send('一')

    network.up = true
    await outbox.flush()

    expect(settled).toHaveBeenCalledExactlyOnceWith({
      label: '记一笔 一',
      taskId,
      result: { state: 'sent', answer: { text: '一' } },
    })
  })

  it('refuses a kind whose answer somebody must wait for', () => {
    expect(() => useOutboxStore().send(impatient, {}, { label: '马上', taskId: null })).toThrow('test-impatient')
  })
})
