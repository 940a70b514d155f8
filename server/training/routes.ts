import { Hono } from 'hono'
import { LESSON, LESSON_MINUTES, QUESTIONS } from '../../contract/lesson.ts'
import { AnswerQuiz, QuizResult, Training } from '../../contract/training.ts'
import type { AppEnv } from '../http/app-env.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { answerQuiz, trainedSince } from './answer-quiz.ts'

export const trainingRoutes = new Hono<AppEnv>()
  .get('/training', read({ summary: 'The privacy lesson', roles: 'signed_in', answer: Training }), async c => {
    const trainedAt = await trainedSince(c.var.act)
    return c.json({
      minutes: LESSON_MINUTES,
      lesson: LESSON,
      questions: QUESTIONS.map(({ id, text, options }) => ({ id, text, options })),
      trainedAt: trainedAt?.toISOString() ?? null,
    })
  })
  .post(
    '/training/answers',
    change({ summary: 'Answer the quiz of the privacy lesson', roles: 'signed_in', answer: QuizResult }),
    json(AnswerQuiz),
    async c => c.json(await answerQuiz(c.var.act, c.req.valid('json'))),
  )
