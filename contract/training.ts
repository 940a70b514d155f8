import * as v from 'valibot'
import { Count, Instant } from './common.ts'

const LessonPage = v.object({ title: v.string(), points: v.array(v.string()) })

/** A question as it is asked; which option is right stays on the server. */
const Question = v.object({ id: v.string(), text: v.string(), options: v.array(v.string()) })

/** The privacy lesson (隐私课) with its quiz, and whether I passed it. */
export const Training = v.object({
  minutes: Count,
  lesson: v.array(LessonPage),
  questions: v.array(Question),
  trainedAt: v.nullable(Instant),
})
export type Training = v.InferOutput<typeof Training>

/** One answer for each question: its id and the index of the option chosen. */
export const AnswerQuiz = v.object({
  answers: v.pipe(
    v.array(v.object({ questionId: v.pipe(v.string(), v.maxLength(40)), option: Count })),
    v.maxLength(20),
  ),
})
export type AnswerQuiz = v.InferOutput<typeof AnswerQuiz>

/** Passed with all right; otherwise which were wrong or missing, and why. Tries are not counted. */
export const QuizResult = v.object({
  passed: v.boolean(),
  wrong: v.array(v.object({ questionId: v.string(), why: v.string() })),
  trainedAt: v.nullable(Instant),
})
export type QuizResult = v.InferOutput<typeof QuizResult>
