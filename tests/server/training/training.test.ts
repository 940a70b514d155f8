import { beforeAll, expect, it } from 'vitest'
import { LESSON, QUESTIONS } from '../../../contract/lesson.ts'
import { QuizResult, Training } from '../../../contract/training.ts'
import { Session } from '../../../contract/session.ts'
import { startApp, type Client, type TestApp } from '../../support/app.ts'
import { answerOf } from '../../support/steps.ts'
import { MINUTE_MS } from '../../../domain/time/lengths.ts'

let app: TestApp
let unitId: string
let newcomer: Client

beforeAll(async () => {
  app = await startApp()
  unitId = (await app.givenCity()).community
  newcomer = await app.as(await app.givenUntrained('吴桐', ['caller', unitId]))
})

const RIGHT = QUESTIONS.map(({ id, right }) => ({ questionId: id, option: right }))
const answer = async (client: Client, answers: object[]) =>
  answerOf(QuizResult, await client.send('POST', '/api/training/answers', { answers }))

it('has a lesson and five questions, each with one right option and why', () => {
  expect(LESSON.length).toBeGreaterThan(3)
  expect(QUESTIONS).toHaveLength(5)
  expect(new Set(QUESTIONS.map(question => question.id)).size).toBe(5)
  for (const { options, right, why } of QUESTIONS) {
    expect(options[right]).toBeDefined()
    expect(why).toMatch(/。$/)
  }
})

it('hands out the questions without their answers', async () => {
  const response = await newcomer.get('/api/training')
  const text = await response.clone().text()
  const training = await answerOf(Training, response)

  expect(training.questions).toEqual(QUESTIONS.map(({ id, text: asked, options }) => ({ id, text: asked, options })))
  expect(training.trainedAt).toBeNull()
  expect(text).not.toContain('"right"')
  for (const { why } of QUESTIONS) expect(text).not.toContain(why)
})

it.each([
  ['no answer', [], 5],
  ['one wrong', RIGHT.map((one, i) => (i === 2 ? { ...one, option: one.option + 1 } : one)), 1],
  ['one missing', RIGHT.slice(1), 1],
  ['a question nobody asked', [...RIGHT.slice(1), { questionId: 'other', option: 0 }], 1],
  ['an option there is not', RIGHT.map(one => ({ ...one, option: 99 })), 5],
])('is not passed with %s and says why', async (_what, answers, wrong) => {
  const result = await answer(newcomer, answers)

  expect(result).toMatchObject({ passed: false, trainedAt: null })
  expect(result.wrong).toHaveLength(wrong)
  for (const { questionId, why } of result.wrong) {
    expect(QUESTIONS.find(question => question.id === questionId)?.why).toBe(why)
  }
})

it('is passed with five right answers, after which the number is handed out', async () => {
  const learner = await app.as(await app.givenUntrained('何畅', ['caller', unitId]))
  const task = await app.givenTask({ unitId })
  const trainedAt = app.clock.now.toISOString()
  const dial = () => learner.send('POST', `/api/tasks/${task.id}/dial`, { version: 1 })

  expect((await dial()).status).toBe(403)
  expect(await answer(learner, RIGHT)).toEqual({ passed: true, wrong: [], trainedAt })
  expect((await dial()).status).toBe(200)
  expect((await answerOf(Session, await learner.get('/api/session'))).trained).toBe(true)

  app.clock.advance(MINUTE_MS)
  expect(await answer(learner, [])).toMatchObject({ passed: false, trainedAt })
  expect((await answerOf(Training, await learner.get('/api/training'))).trainedAt).toBe(trainedAt)
})
