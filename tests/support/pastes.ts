import { expect } from 'vitest'
import { PasteAnswer, PasteResults, type PasteCard } from '../../contract/pastes.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import type { Client, TestApp } from './app.ts'
import { startOver } from './simulated-corp.ts'
import { answerOf } from './steps.ts'

/** A community with a caller and two recorders, and what they do with pasted text. */
export async function givenRecorders(app: TestApp) {
  await startOver(app)
  const city = await app.givenCity()
  return {
    city,
    caller: await app.as(await app.givenStaff('陈晓', ['caller', city.street])),
    recorder: await app.as(await app.givenStaff('林雨', ['recorder', city.community])),
    colleague: await app.as(await app.givenStaff('周海', ['recorder', city.community])),
    givenResident: (name: string, phone: string, unitId = city.community): Promise<TaskRow> =>
      app.givenTask({ unitId, phone, subjects: [namedPerson(name)] }),
    /** The cards of a text; fails where the answer holds a clear value of a resident. */
    async paste(client: Client, text: string): Promise<PasteAnswer> {
      const response = await client.send('POST', '/api/pastes', { text })
      const body = await response.clone().text()
      expect([...app.clearValues].filter(value => body.includes(value))).toEqual([])
      return answerOf(PasteAnswer, response)
    },
  }
}

export const namedPerson = (name: string) => ({ name, idNumber: null, idNote: null })

/** A card as it is sent to be recorded: as it was understood, to its first candidate. */
export function itemOf({ key, read, candidates: [candidate], addressSealed }: PasteCard) {
  if (!candidate) throw new Error('the card has no candidate')
  const { taskId, version } = candidate
  return { key, taskId, version, fields: read, addressSealed }
}

export const recordItems = async (client: Client, items: readonly object[]): Promise<PasteResults> =>
  answerOf(PasteResults, await client.send('POST', '/api/pastes/records', { items }))

export const recordCards = (client: Client, cards: readonly PasteCard[]): Promise<PasteResults> =>
  recordItems(client, cards.map(itemOf))
