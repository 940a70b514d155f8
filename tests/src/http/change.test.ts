import { assert, property, record, string } from 'fast-check'
import * as v from 'valibot'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeOf, defineChange, isSameWish, sendChange, typed, type Upload } from '../../../src/http/change.ts'
import { useChange } from '../../../src/http/useChange.ts'
import { openPage, startNetwork, type Network } from '../../support/page-client.ts'

const rename = defineChange({
  kind: 'test-rename',
  method: 'PUT',
  path: '/units/:unitId/names/:nameId',
  label: '改名',
  body: typed<{ name: string }>(),
  answer: v.object({ name: v.string() }),
})
const remove = defineChange({ kind: 'test-remove', method: 'DELETE', path: '/units/:unitId', label: '删除' })
const ring = defineChange({
  kind: 'test-ring',
  method: 'POST',
  path: '/units/:unitId/ring',
  label: '拨打',
  body: typed<{ version: number }>(),
  sameByIds: true,
})
const upload = defineChange({
  kind: 'test-upload',
  method: 'POST',
  path: '/lists',
  label: '上传',
  body: typed<Upload<{ source: string }>>(),
  answer: v.object({ source: v.string(), text: v.string() }),
  uploads: true,
})

const wish = { unitId: 'u1', nameId: 'n1', body: { name: '汀南' } }
let network: Network
let answer: (request: Request) => Promise<Response> | Response

const echo = async (request: Request) => Response.json(await request.json())
const ids = () => network.heard.map(({ requestId }) => requestId)

beforeAll(() => {
  openPage()
  network = startNetwork(request => answer(request))
})

beforeEach(() => {
  Object.assign(network, { up: true, losesAnswers: false, heard: [] })
  answer = echo
})

describe('a change', () => {
  it('goes out by the method and path of its kind, and its answer is read', async () => {
    const change = changeOf(rename, wish)

    expect(await sendChange(change)).toEqual({ name: '汀南' })
    expect(network.heard).toMatchObject([
      { method: 'PUT', path: '/units/u1/names/n1', requestId: change.requestId, passive: false },
    ])
  })

  it('is plain data: what was kept as text is sent as the same change', async () => {
    const change = changeOf(rename, wish)
    const kept = JSON.parse(JSON.stringify(change)) as typeof change

    expect(kept).toEqual(change)
    expect(await sendChange(kept)).toEqual({ name: '汀南' })
    expect(ids()).toEqual([change.requestId])
  })

  it('answers with true where its kind promises nothing', async () => {
    answer = () => new Response(null, { status: 204 })

    expect(await sendChange(changeOf(remove, { unitId: 'u1' }))).toBe(true)
  })

  it('is refused in the words of the server, or as unreadable where page and server disagree', async () => {
    answer = () => Response.json({ code: 'forbidden', message: '不能改' }, { status: 403 })
    await expect(sendChange(changeOf(rename, wish))).rejects.toMatchObject({ code: 'forbidden', message: '不能改' })

    answer = () => Response.json({ title: '汀南' })
    await expect(sendChange(changeOf(rename, wish))).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('keeps an id out of other parts of the path', async () => {
    answer = () => new Response(null, { status: 204 })

    await sendChange(changeOf(remove, { unitId: '../session' }))

    expect(network.heard[0]?.path).toBe('/units/..%2Fsession')
  })

  it('is a repeat of another only where everything it asks for is the same', () => {
    const text = record({ unitId: string(), nameId: string(), body: record({ name: string() }) })

    assert(
      property(text, text, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        expect(isSameWish(changeOf(rename, one), changeOf(rename, { ...one }))).toBe(true)
        expect(isSameWish(changeOf(rename, one), changeOf(rename, other))).toBe(same)
      }),
    )
  })
})

describe('useChange', () => {
  it('sends the same change under the same id after a break', async () => {
    const change = useChange(rename)
    network.losesAnswers = true

    expect(await change.submit(wish)).toBeNull()
    expect(change.error.value?.code).toBe('offline')
    network.losesAnswers = false
    expect(await change.submit(wish)).toEqual({ name: '汀南' })

    expect(new Set(ids()).size).toBe(1)
    expect(change.error.value).toBeNull()
  })

  it('takes a new id for another wish, after a refusal and after success', async () => {
    const change = useChange(rename)
    const other = { ...wish, body: { name: '汀北' } }
    network.losesAnswers = true
    await change.submit(wish)
    network.losesAnswers = false
    answer = () => Response.json({ code: 'forbidden', message: '不能' }, { status: 403 })
    await change.submit(other)
    answer = echo

    await change.submit(other)
    await change.submit(other)

    expect(ids()).toHaveLength(4)
    expect(new Set(ids()).size).toBe(4)
  })

  it('keeps the id where only the version moved on, for a kind that is the same by its ids', async () => {
    const change = useChange(ring)
    network.losesAnswers = true
    await change.submit({ unitId: 'u1', body: { version: 1 } })
    network.losesAnswers = false

    await change.submit({ unitId: 'u1', body: { version: 2 } })
    await change.submit({ unitId: 'u1', body: { version: 2 } })

    const [first, second, third] = ids()
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('ignores a second tap while the first is on its way', async () => {
    const change = useChange(rename)

    const both = await Promise.all([change.submit(wish), change.submit(wish)])

    expect(both).toEqual([{ name: '汀南' }, null])
    expect(network.heard).toHaveLength(1)
  })

  it('forgets a refusal when it is told to', async () => {
    const change = useChange(rename)
    network.up = false
    await change.submit(wish)

    change.forget()

    expect(change.error.value).toBeNull()
  })
})

describe('an upload', () => {
  const list = (text: string, name = '名单.csv') => new File([text], name, { lastModified: text.length })

  beforeEach(() => {
    answer = async request => {
      const form = await request.formData()
      const file = form.get('file')
      const settings = JSON.parse(String(form.get('settings'))) as object
      return Response.json({ ...settings, text: file instanceof File ? await file.text() : '' })
    }
  })

  it('carries the file and what is said about it, and tells how much of it is sent', async () => {
    const change = useChange(upload)
    const uploading = change.submit({ body: { file: list('姓名'), settings: { source: '公安' } } })

    expect(change.sent.value).toBe(0)
    expect(await uploading).toEqual({ source: '公安', text: '姓名' })
    expect(change.sent.value).toBeNull()
  })

  it('is another change with another file', async () => {
    const change = useChange(upload)
    const settings = { source: '公安' }
    network.losesAnswers = true

    await change.submit({ body: { file: list('一'), settings } })
    await change.submit({ body: { file: list('一'), settings } })
    await change.submit({ body: { file: list('一二'), settings } })

    const [first, second, third] = ids()
    expect(second).toBe(first)
    expect(third).not.toBe(first)
  })

  it('can be given up; the server may have heard it, so that the next try is the same change', async () => {
    const change = useChange(upload)
    const body = { file: list('一'), settings: { source: '公安' } }
    answer = () => {
      change.cancel()
      return new Promise<Response>(() => undefined)
    }
    expect(await change.submit({ body })).toBeNull()
    expect(change.error.value?.code).toBe('cancelled')

    answer = () => Response.json({ source: '公安', text: '一' })
    await change.submit({ body })

    const [first, second] = ids()
    expect(second).toBe(first)
  })
})
