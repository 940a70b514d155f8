import { QuizResult, Training, type AnswerQuiz } from '../../../../contract/training.ts'
import { defineChange, typed } from '../../../http/change.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

export async function getTraining(): Promise<Training> {
  return parse(Training, await http.get('/training'))
}

export const answerQuiz = defineChange({
  kind: 'answer-quiz',
  method: 'POST',
  path: '/training/answers',
  label: '隐私课',
  body: typed<AnswerQuiz>(),
  answer: QuizResult,
})
