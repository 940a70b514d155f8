// One paste of 199,000 characters stopped the whole server for half a minute.
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_PASTE } from '../../contract/pastes.ts'
import { DEFAULT_CITY } from '../../domain/city.ts'
import { startPasteReader, type PasteReaderThreads } from '../../server/node/pastes/paste-reader.ts'
import { readHere } from '../../server/pastes/read-here.ts'
import { startApp } from '../support/app.ts'
import { givenRecorders } from '../support/pastes.ts'
import { refusalOf } from '../support/steps.ts'

const app = await startApp()

let reader: PasteReaderThreads
afterEach(async () => {
  delete app.deps.pasteReader
  await reader.close()
})

/** As many messages as fit, each of another number. */
const LONG = Array.from({ length: 7_000 }, (_, i) => `陈晓 19:10\n138${String(i * 7_919).padStart(8, '0')} 核酸阴`)
  .join('\n')
  .slice(0, MAX_PASTE)
const SHORT = '13870645678 核酸5月20日阴'

describe('a long paste', () => {
  it('leaves the server free: whoever asks meanwhile is answered first', async () => {
    const town = await givenRecorders(app)
    reader = startPasteReader()
    app.deps.pasteReader = reader.read
    const answered: string[] = []
    const note = (name: string) => (response: Response) => {
      answered.push(name)
      return response
    }

    const [long] = await Promise.all([
      town.recorder.send('POST', '/api/pastes', { text: LONG }).then(note('long')),
      town.colleague.send('POST', '/api/pastes', { text: SHORT }).then(note('short')),
      town.caller.get('/api/tasks').then(note('list')),
    ])

    expect(['paste_too_many', 'paste_too_heavy']).toContain((await refusalOf(long)).code)
    expect(answered).toEqual(['list', 'short', 'long'])
  })

  it('that takes too long is refused, and the next is read', async () => {
    const town = await givenRecorders(app)
    reader = startPasteReader({ seconds: 0.001, megabytes: 256 })
    app.deps.pasteReader = reader.read
    const refused = await town.recorder.send('POST', '/api/pastes', { text: SHORT })
    expect(await refusalOf(refused)).toMatchObject({ status: 422, code: 'paste_too_heavy' })

    await reader.close()
    reader = startPasteReader()
    app.deps.pasteReader = reader.read
    expect((await town.paste(town.recorder, SHORT)).cards).toHaveLength(1)
  })

  it('is read in the thread as in place', async () => {
    reader = startPasteReader()
    const question = {
      text: `陈晓 19:10\n${SHORT}\n小林 19:11\n收到`,
      now: '2022-05-21T12:00:00.000Z',
      city: DEFAULT_CITY,
    }

    expect(await reader.read(question, { by: 'a' })).toEqual(readHere(question))
  })
})
