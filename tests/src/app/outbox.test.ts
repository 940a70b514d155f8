import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyReportFields } from '../../../contract/report-fields.ts'
import { ApiError } from '../../../src/http/api-error.ts'
import { useOutboxStore, type Settled } from '../../../src/app/outbox.ts'

const taskId = '00000000-0000-4000-8000-000000000001'

/** A server behind a network that can be cut; a repeat of a request id is the same change. */
function startServer() {
  const accepted = new Map<string, string>()
  const server = {
    online: true,
    loseAnswer: false,
    received: [] as string[],
    change: (text: string) => ({
      label: text,
      taskId,
      send: async (requestId: string) => {
        if (!server.online) throw ApiError.offline()
        if (!accepted.has(requestId)) server.received.push(text)
        accepted.set(requestId, text)
        if (server.loseAnswer) throw ApiError.offline()
        return text
      },
    }),
  }
  return server
}

describe('outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    setActivePinia(createPinia())
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('gives the answer of a change that went through', async () => {
    const { change } = startServer()

    expect(await useOutboxStore().send(change('一'))).toEqual({ state: 'sent', answer: '一' })
  })

  it('keeps what met no network and sends it in order, each once', async () => {
    const server = startServer()
    const outbox = useOutboxStore()
    server.online = false
    const results = await Promise.all([outbox.send(server.change('一')), outbox.send(server.change('二'))])

    expect(results).toEqual([{ state: 'waiting' }, { state: 'waiting' }])
    expect(outbox.waiting).toBe(2)

    server.online = true
    expect(await outbox.send(server.change('三'))).toEqual({ state: 'waiting' })
    await vi.runAllTimersAsync()

    expect(server.received).toEqual(['一', '二', '三'])
    expect(outbox.waiting).toBe(0)
  })

  it('repeats with the same request id when only the answer was lost', async () => {
    const server = startServer()
    const outbox = useOutboxStore()
    server.loseAnswer = true
    await outbox.send(server.change('一'))

    server.loseAnswer = false
    await vi.runAllTimersAsync()

    expect(server.received).toEqual(['一'])
    expect(outbox.waiting).toBe(0)
  })

  it('goes on behind a change that was refused', async () => {
    const server = startServer()
    const outbox = useOutboxStore()
    const refusal = new ApiError('task_changed', '刚被改动过')
    const refused = { label: '一', taskId, send: () => Promise.reject(refusal) }

    const results = await Promise.all([outbox.send(refused), outbox.send(server.change('二'))])

    expect(results).toEqual([
      { state: 'refused', error: refusal },
      { state: 'sent', answer: '二' },
    ])
  })

  it('tells of the end of a change that had to wait, with what was typed', async () => {
    const server = startServer()
    const outbox = useOutboxStore()
    const settled = vi.fn<(settled: Settled) => void>()
    outbox.onSettled(settled)
    const typed = { ...emptyReportFields(), origin: '广州荔湾区' }
    const refusal = new ApiError('task_changed', '刚被改动过')
    const send = () => Promise.reject(server.online ? refusal : ApiError.offline())
    server.online = false
    await outbox.send({ label: '一', taskId, typed, send })

    server.online = true
    await vi.runAllTimersAsync()

    const result = { state: 'refused', error: refusal }
    expect(settled).toHaveBeenCalledExactlyOnceWith({ label: '一', taskId, typed, result })
  })
})
