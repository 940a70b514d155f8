import { createPinia, setActivePinia } from 'pinia'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { useOutboxStore } from '../../../../src/app/outbox.ts'
import { useChange } from '../../../../src/http/useChange.ts'
import { useInboxStore } from '../../../../src/features/inbox/store.ts'
import { readPaste } from '../../../../src/features/pastes/api.ts'
import { usePasteStore } from '../../../../src/features/pastes/store.ts'
import { startApp, type TestApp } from '../../../support/app.ts'
import { connectPage, openPage, type Network } from '../../../support/page-client.ts'
import { getTask } from '../../../support/steps.ts'

let app: TestApp
let network: Network
let community: string
let recorderId: string

beforeAll(async () => {
  openPage()
  app = await startApp()
  community = (await app.givenCity()).community
  recorderId = await app.givenStaff('林雨', ['recorder', community])
  network = await connectPage(app, recorderId)
})

beforeEach(() => {
  setActivePinia(createPinia())
  network.up = true
})

/** A message of the group about one task, read and shown. */
async function pasteOne() {
  const task = await app.givenTask({ unitId: community })
  const pastes = usePasteStore()
  const answer = await useChange(readPaste).submit({ body: { text: `【核查反馈】#${task.code} 张*\n已接通|在本社区` } })
  if (!answer) throw new Error('the text was not read')
  pastes.show(answer)
  const item = () => {
    const [first] = pastes.reading?.items ?? []
    if (!first) throw new Error('no card is shown')
    return first
  }
  const taskNow = async () => getTask(await app.as(recorderId), task.id)
  return { pastes, item, taskNow, inbox: useInboxStore(), outbox: useOutboxStore() }
}

describe('recording what was pasted', () => {
  it('is remembered among the records of the shift, and comes back when it is undone', async () => {
    const { pastes, item, taskNow, inbox } = await pasteOne()

    expect(await pastes.record([item()])).toMatchObject([
      { state: 'sent', answer: { results: [{ outcome: 'recorded' }] } },
    ])
    expect(item().state).toBe('recorded')
    expect((await taskNow()).status).toBe('recorded')

    const [made] = inbox.recent
    expect(made && (await inbox.undo(made))).toMatchObject({ state: 'sent' })

    expect(item().state).toBe('open')
    expect(await pastes.record([item()])).toMatchObject([{ answer: { results: [{ outcome: 'recorded' }] } }])
  })

  it('waits for a network, and is remembered though another text is shown by then', async () => {
    const { pastes, item, inbox, outbox, taskNow } = await pasteOne()
    network.up = false
    expect(await pastes.record([item()])).toEqual([{ state: 'waiting' }])
    expect(item().state).toBe('sending')

    pastes.forget()
    network.up = true
    await outbox.flush()

    expect(inbox.recent).toHaveLength(1)
    expect((await taskNow()).status).toBe('recorded')
  })

  it('can be tried again where it waited and was refused in the end', async () => {
    const { pastes, item, outbox } = await pasteOne()
    network.up = false
    await pastes.record([{ ...item(), edited: { ...item().card.read, origin: 'x'.repeat(5_000) } }])

    network.up = true
    await outbox.flush()

    expect(item()).toMatchObject({ state: 'open', problem: { changes: [] } })
  })
})

describe('what is shown of a paste', () => {
  it('can be skipped and taken up again, and is not kept when it is forgotten', async () => {
    const { pastes, item } = await pasteOne()
    const { key } = item().card

    pastes.skip(key)
    expect(pastes.clear).toEqual([])
    pastes.unskip(key)
    expect(pastes.clear).toHaveLength(1)

    pastes.forget()
    expect(pastes.reading).toBeNull()
  })
})
