import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { endSession, setPreferences } from '../../../src/app/session-api.ts'
import { useSessionStore } from '../../../src/app/session.ts'
import { useChange } from '../../../src/http/useChange.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { connectPage, openPage, type Network } from '../../support/page-client.ts'

let app: TestApp
let network: Network

beforeAll(async () => {
  openPage()
  vi.stubGlobal('localStorage', window.localStorage)
  vi.stubGlobal('sessionStorage', window.sessionStorage)
  vi.stubGlobal('location', window.location)
  app = await startApp()
  const { community } = await app.givenCity()
  network = await connectPage(app, await app.givenStaff('陈晓', ['caller', community]))
})

beforeEach(() => {
  setActivePinia(createPinia())
  network.up = true
})

async function openSession() {
  const session = useSessionStore()
  await session.load()
  return session
}

describe('the session', () => {
  it('says who is there and what that opens', async () => {
    const session = await openSession()

    expect(session.session?.name).toBe('陈晓')
    expect([...session.roles]).toEqual(['caller'])
    expect(session.unitName).toBe('汀南社区')
  })

  it('keeps the text size for the next opening of the page', async () => {
    const session = await openSession()

    const answer = await useChange(setPreferences).submit({ body: { largeText: true } })
    if (answer) session.accept(answer)

    expect(session.session?.largeText).toBe(true)
    expect(document.documentElement.classList.contains('large-text')).toBe(true)
    expect(localStorage.getItem('hecha.large-text')).toBe('yes')
    session.accept({ ...(answer ?? session.session), largeText: false } as NonNullable<typeof answer>)
    expect(document.documentElement.classList.contains('large-text')).toBe(false)
  })

  it('drops an answer that a change overtook', async () => {
    const session = await openSession()
    const shown = session.session
    if (!shown) throw new Error('nobody is there')

    const loading = session.load()
    session.accept({ ...shown, largeText: !shown.largeText })
    await loading

    expect(session.session?.largeText).toBe(!shown.largeText)
  })

  it('stays closed when an answer comes that was asked for before', async () => {
    const session = await openSession()

    const loading = session.load()
    session.loggedOut()
    await loading

    expect(session.session).toBeNull()
  })

  it('says why it could not be asked', async () => {
    network.up = false

    const session = await openSession()

    expect(session.error?.code).toBe('offline')
    expect(session.session).toBeNull()
  })

  it('shows nothing any more after idle time, and says whether the server could be told', async () => {
    const session = await openSession()
    network.up = false

    expect(await session.endIdle()).toBe(false)

    expect(session.session).toBeNull()
    expect(session.error?.code).toBe('session_idle')
  })

  it('shows nothing any more once an answer says that it was ended elsewhere', async () => {
    const session = await openSession()
    expect(await useChange(endSession).submit({})).toBe(true)
    expect(session.session?.name).toBe('陈晓')

    await useChange(setPreferences).submit({ body: { largeText: true } })

    expect(session.session).toBeNull()
    expect(session.error?.code).toBe('unauthenticated')
  })
})
