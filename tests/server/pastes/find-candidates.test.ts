import { beforeEach, describe, expect, it } from 'vitest'
import { Candidates } from '../../../contract/pastes.ts'
import { startApp, type Client } from '../../support/app.ts'
import { expectNoLeaks } from '../../support/leaks.ts'
import { givenRecorders, recordCards } from '../../support/pastes.ts'
import { answerOf } from '../../support/steps.ts'

const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>

beforeEach(async () => {
  town = await givenRecorders(app)
})

const find = async (client: Client, search: string) =>
  (await answerOf(Candidates, await client.send('POST', '/api/pastes/candidates', { search }))).candidates

describe('whom a typed text may mean', () => {
  it('is found by code, by a code one character off, and by tail; masked', async () => {
    const { code } = await town.givenResident('张三丰', '13812345678')
    const wrong = code.slice(0, 4) + (code.endsWith('0') ? '1' : '0')

    for (const search of [code, ` #${code.toLowerCase()} `, wrong, '5678'])
      expect(await find(town.recorder, search), search).toMatchObject([{ code, name: '张**', phoneTail: '5678' }])
  })

  it.each(['567', '13812345678', '张三丰', '0000', 'K7Q2'])('is nobody for %s', async search => {
    await town.givenResident('张三丰', '13812345678')

    expect(await find(town.recorder, search)).toEqual([])
  })

  it('is nobody of a foreign community', async () => {
    const foreign = await town.givenResident('张三丰', '13812345678', town.city.neighbour)

    expect([await find(town.recorder, foreign.code), await find(town.recorder, '5678')]).toEqual([[], []])
  })

  it('tells whose record would be replaced', async () => {
    const { code } = await town.givenResident('张三丰', '13812345678')
    await recordCards(town.colleague, (await town.paste(town.colleague, `#${code} 无人接听`)).cards)

    expect(await find(town.recorder, code)).toMatchObject([{ replaces: { by: '周海' } }])
  })
})

it('leaves nothing in clear', () => expectNoLeaks(app))
