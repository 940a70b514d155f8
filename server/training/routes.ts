import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { LESSON, LESSON_MINUTES, QUESTIONS } from '../../contract/lesson.ts'
import { AnswerQuiz, QuizResult, Training } from '../../contract/training.ts'
import type { AppEnv } from '../app-env.ts'
import { only } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'
import { change, read } from '../http/endpoint.ts'
import { json } from '../http/input.ts'
import { answerQuiz } from './answer-quiz.ts'

export const trainingRoutes = new Hono<AppEnv>()
  .get('/training', read({ summary: 'The privacy lesson', roles: 'signed_in', answer: Training }), async c => {
    const { trainedAt } = only(
      await c.var.db.select({ trainedAt: staff.trainedAt }).from(staff).where(eq(staff.id, c.var.member.staffId)),
    )
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
    async c => c.json(await answerQuiz(c.var.deps, c.var.db, c.var.member, c.req.valid('json'))),
  )
