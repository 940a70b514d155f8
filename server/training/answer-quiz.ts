import { eq, sql } from 'drizzle-orm'
import { QUESTIONS } from '../../contract/lesson.ts'
import type { AnswerQuiz, QuizResult } from '../../contract/training.ts'
import type { Act } from '../act.ts'
import { only } from '../db/db.ts'
import { staff } from '../db/schema/index.ts'

/** Marks the quiz; with every answer right the member is trained from now on. Who is trained stays so. */
export async function answerQuiz(act: Act, { answers }: AnswerQuiz): Promise<QuizResult> {
  const chosen = new Map(answers.map(answer => [answer.questionId, answer.option]))
  const wrong = QUESTIONS.filter(question => chosen.get(question.id) !== question.right)
  const now = act.clock()
  const passed = wrong.length === 0
  const { trainedAt } = only(
    await act.db
      .update(staff)
      .set({ trainedAt: passed ? sql`coalesce(${staff.trainedAt}, ${now})` : staff.trainedAt })
      .where(eq(staff.id, act.member.staffId))
      .returning({ trainedAt: staff.trainedAt }),
  )
  return {
    passed,
    wrong: wrong.map(({ id, why }) => ({ questionId: id, why })),
    trainedAt: trainedAt?.toISOString() ?? null,
  }
}

/** When the member passed the privacy lesson; null: not yet. */
export async function trainedSince({ db, member }: Act): Promise<Date | null> {
  const own = db.select({ trainedAt: staff.trainedAt }).from(staff).where(eq(staff.id, member.staffId))
  return only(await own).trainedAt
}
