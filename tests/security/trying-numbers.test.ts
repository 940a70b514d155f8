import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { SubjectAudit } from '../../contract/audit.ts'
import { ImportPreview } from '../../contract/batches.ts'
import { MOST_PEOPLE_AN_HOUR } from '../../contract/looks.ts'
import { costOf } from '../../domain/looks/cost.ts'
import { GUESS_DAYS, GUESSES_OF_ONE } from '../../domain/looks/guesses.ts'
import type { TaskRow } from '../../server/access/task-scope.ts'
import { alerts } from '../../server/db/schema/index.ts'
import { startApp, type Client } from '../support/app.ts'
import { expectNoLeaks } from '../support/leaks.ts'
import { csvList, importAs, previewForm, sendForm } from '../support/lists.ts'
import { givenRecorders } from '../support/pastes.ts'
import { answerOf, dial } from '../support/steps.ts'

/** 138****5678 stands on the card; the four digits between are to be found. */
const NUMBER = '13870645678'
const ALIKE = 10_000
const app = await startApp()

let town: Awaited<ReturnType<typeof givenRecorders>>
let memberId: string
let member: Client
let resident: TaskRow

beforeEach(async () => {
  town = await givenRecorders(app)
  const { community } = town.city
  memberId = await app.givenStaff('何畅', ['recorder', community], ['lead', community], ['caller', community])
  member = await app.as(memberId)
  resident = await town.givenResident('贾晓磊', NUMBER)
})

const alike = (i: number) => `138${String(i).padStart(4, '0')}5678`

const cardsOf = async (numbers: readonly string[], code = '') =>
  (await town.paste(member, numbers.map(number => `${code} ${number} 核酸5月20日阴`).join('\n\n'))).cards

/** Uses up what may be tried of one mask in a week. */
const tryAsMany = () => cardsOf(Array.from({ length: GUESSES_OF_ONE }, (_, i) => alike(i)))

const linkedIn = async (phone: string) =>
  (
    await answerOf(
      ImportPreview,
      await sendForm(app, memberId, '/api/batches/preview', previewForm(csvList(`姓名,手机号\n贾一,${phone}\n`))),
    )
  ).answer.linked

it('finds the number by the message that tells it, as every recorder must', async () => {
  expect(await cardsOf([NUMBER])).toMatchObject([{ doubt: null, candidates: [{ taskId: resident.id }] }])
})

describe('ten thousand numbers of one mask', () => {
  it('are answered as numbers nobody has, the right one among them', async () => {
    for (let hour = 0; hour < 3; hour += 1) {
      const numbers = Array.from({ length: 200 }, (_, i) => alike(6_900 + hour * 200 + i))
      expect(numbers.includes(NUMBER)).toBe(hour === 0)
      const cards = await cardsOf(numbers)
      expect(new Set(cards.map(({ doubt, candidates }) => `${doubt} ${candidates.length}`))).toEqual(
        new Set(['no_match 0']),
      )
    }
    const told = await app.deps.db.select({ kind: alerts.kind }).from(alerts).where(eq(alerts.staffId, memberId))
    expect(told.map(({ kind }) => kind)).toContain('guessing')
    await expectNoLeaks(app)
  })

  it('beside the right code are all answered alike', async () => {
    await tryAsMany()

    const [right, wrong] = [
      await cardsOf([NUMBER], `#${resident.code}`),
      await cardsOf([alike(9)], `#${resident.code}`),
    ]

    for (const cards of [right, wrong])
      expect(cards).toMatchObject([{ doubt: 'name_differs', candidates: [{ taskId: resident.id }] }])
  })

  it('are counted over all that may be asked: paste, search, preview and import', async () => {
    await dial(town.caller, resident)
    await tryAsMany()

    expect(await cardsOf([NUMBER])).toMatchObject([{ doubt: 'no_match', candidates: [] }])
    const search = await member.send('POST', '/api/audit/subject', { phone: NUMBER })
    expect((await answerOf(SubjectAudit, search)).items).toEqual([])
    expect(await linkedIn(NUMBER)).toBe(0)
    const list = csvList(`姓名,手机号,社区\n贾一,${NUMBER},汀南社区\n`)
    expect(await importAs(app, memberId, list)).toMatchObject({ new: 1, linked: 0 })
  })

  it('are still unknown after a day, and others are not hurt', async () => {
    await tryAsMany()
    app.clock.advance(86_400_000)
    member = await app.as(memberId)

    expect(await cardsOf([NUMBER])).toMatchObject([{ doubt: 'no_match' }])
    expect(
      (
        await town.paste(
          await app.as(await app.givenStaff('吴桐', ['recorder', town.city.community])),
          `${NUMBER} 核酸5月20日阴`,
        )
      ).cards,
    ).toMatchObject([{ doubt: null }])
    app.clock.advance((GUESS_DAYS - 1) * 86_400_000)
    member = await app.as(memberId)
    expect(await cardsOf([NUMBER])).toMatchObject([{ doubt: null }])
  })
})

it('costs more than a member has in a week, whatever the limits are set to and by whatever route', () => {
  for (const kind of ['compare', 'search', 'list'] as const) {
    const byBudget = (7 * 24 * MOST_PEOPLE_AN_HOUR) / costOf(kind, 1)
    const comparedAWeek = Math.min(byBudget, (GUESSES_OF_ONE * 7) / GUESS_DAYS)
    expect(comparedAWeek / ALIKE).toBeLessThan(0.001)
  }
})
