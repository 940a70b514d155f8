import { beforeEach, describe, expect, it } from 'vitest'
import { DataIssue } from '../../contract/data-issues.ts'
import { GUESSES_OF_ONE } from '../../domain/looks/guesses.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { startApp, type Client } from '../support/app.ts'
import { givenRecorders, recordCards } from '../support/pastes.ts'
import { reached } from '../support/report-fields.ts'
import { answerOf, refusalOf } from '../support/steps.ts'

/** 贾** stands on the card. */
const NAME = '贾晓磊'
const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>
let member: Client
let resident: TaskRow

beforeEach(async () => {
  town = await givenRecorders(app)
  const { community } = town.city
  member = await app.as(await app.givenStaff('何畅', ['recorder', community], ['caller', community]))
  resident = await town.givenResident(NAME, '13812345678')
})

/** Names of the same mask that are not the resident's. */
const others = (count: number) =>
  Array.from({ length: count }, (_, i) => `贾${'晓明国'[Math.floor(i / 9)]}${'东华军燕峰红鹏斌梅'[i % 9]}`)

/** Each a message of its own. */
const paste = async (...lines: string[]) =>
  (await town.paste(member, lines.map((line, i) => `陈晓 19:${10 + i}\n${line}`).join('\n'))).cards

describe('names beside the right code', () => {
  it('are compared a few times, and then all are answered alike', async () => {
    const told = (name: string) => `#${resident.code} ${name} 核酸5月20日阴`
    expect(await paste(told(NAME))).toMatchObject([{ doubt: null }])
    await paste(...others(GUESSES_OF_ONE - 1).map(told))

    expect(await paste(told(NAME))).toMatchObject([{ doubt: null }])
    expect(await paste(told('贾建国'))).toMatchObject([{ doubt: 'name_differs' }])
    const colleague = await app.as(await app.givenStaff('吴桐', ['recorder', town.city.community]))
    member = colleague
    await paste(...others(GUESSES_OF_ONE).map(told))
    expect(await paste(told(NAME))).toMatchObject([{ doubt: 'name_differs', candidates: [{ taskId: resident.id }] }])
  })

  it('with a mask are compared by the surname alone: never letter by letter', async () => {
    const cards = await paste(...['贾*磊', '贾*天', '贾某地'].map(name => `#${resident.code} ${name} 核酸5月20日阴`))

    expect(cards.map(({ doubt }) => doubt)).toEqual([null, null, null])
  })
})

it('a line for the group says of a few names whether they are the resident’s, and refuses all after that', async () => {
  const submit = async (line: string) => {
    const body = { version: resident.version, callAttemptId: crypto.randomUUID(), fields: reached(), line }
    return (await refusalOf(await member.send('POST', `/api/tasks/${resident.id}/reports`, body))).code
  }

  expect(await submit(`已接通，${NAME}明天去做`)).toBe('report_line_personal')
  expect(await submit(`已接通，${others(GUESSES_OF_ONE - 1).join('、')}`)).toBe('not_found')
  expect(await submit('已接通，贾建国')).toBe('report_line_personal')
  expect(await submit('已接通，明天去做')).toBe('not_found')
})

it('a note on wrong data masks every name it could be', async () => {
  const names = others(20)
  const note = [...names, NAME].join('、')

  const answer = await member.send('POST', `/api/tasks/${resident.id}/data-issues`, {
    kind: 'wrong_name',
    source: '澜汀街道办',
    note,
  })

  expect((await answerOf(DataIssue, answer)).note).toBe(Array(21).fill('贾**').join('、'))
})

it('a hundred rooms tell nothing of the one on record', async () => {
  const told = (room: number) => `#${resident.code} 已接通，住桂花苑12栋${room}`
  await recordCards(member, await paste(told(801)))

  const cards = await paste(...[801, 802, 803].map(room => `#${resident.code} 已接通，人在家，住桂花苑12栋${room}`))

  expect(cards.map(({ recorded, doubt }) => `${recorded} ${doubt}`)).toEqual(Array(3).fill('null recorded_before'))
})
