import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, reactive, type EffectScope } from 'vue'
import { emptyReportFields, type ReportFields } from '../../../../contract/report-fields.ts'
import { useDraft } from '../../../../src/features/calling/useDraft.ts'
import { openPage, startNetwork, type Network } from '../../../support/page-client.ts'
import { until } from '../../../support/until.ts'

let network: Network
let scope: EffectScope
let saved: ReportFields[]
let gate: Promise<void>

beforeAll(() => {
  openPage()
  network = startNetwork(async request => {
    const body = (await request.json()) as { fields: ReportFields }
    await gate
    saved.push(body.fields)
    return new Response(null, { status: 204 })
  })
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  network.heard = []
  saved = []
  gate = Promise.resolve()
  scope = effectScope()
})

afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function open() {
  const fields = reactive(emptyReportFields())
  const draft = scope.run(() => useDraft('task', fields))
  if (!draft) throw new Error('the scope is gone')
  return { fields, draft }
}

async function type(fields: ReportFields, origin: string) {
  fields.origin = origin
  await nextTick()
}

describe('what is typed into a report', () => {
  it('is kept at a pause, once for all that was typed before it', async () => {
    const { fields } = open()

    for (const origin of ['岚', '岚州', '岚州市']) {
      await type(fields, origin)
      vi.advanceTimersByTime(1_000)
    }
    expect(network.heard).toEqual([])
    vi.advanceTimersByTime(500)

    await until(() => saved.length === 1)
    expect(saved).toMatchObject([{ origin: '岚州市' }])
    expect(network.heard).toMatchObject([{ method: 'PUT', path: '/tasks/task/draft' }])
  })

  it('is kept when the form is left before the pause', async () => {
    const { fields } = open()
    await type(fields, '岚州')

    scope.stop()

    await until(() => saved.length === 1)
    expect(saved).toMatchObject([{ origin: '岚州' }])
  })

  it('is not kept behind a report that is on its way', async () => {
    const { fields, draft } = open()
    await type(fields, '岚州')

    draft.done()
    scope.stop()
    vi.advanceTimersByTime(10_000)
    await nextTick()

    expect(network.heard).toEqual([])
  })

  it('is kept in order: an older draft never arrives behind a newer one', async () => {
    const { fields } = open()
    let open1 = () => {}
    gate = new Promise(resolve => (open1 = resolve))
    await type(fields, '第一')
    vi.advanceTimersByTime(1_500)
    await until(() => network.heard.length === 1)
    await type(fields, '第二')
    vi.advanceTimersByTime(1_500)
    expect(network.heard).toHaveLength(1)

    open1()

    await until(() => saved.length === 2)
    expect(saved.map(({ origin }) => origin)).toEqual(['第一', '第二'])
  })
})
