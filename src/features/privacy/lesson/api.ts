import { QuizResult, Training, type AnswerQuiz } from '../../../../contract/training.ts'
import { http } from '../../../http/client.ts'
import { parse } from '../../../http/parse.ts'

export async function getTraining(): Promise<Training> {
  return parse(Training, await http.get('/training'))
}

export async function answerQuiz(requestId: string, answers: AnswerQuiz): Promise<QuizResult> {
  return parse(QuizResult, await http.change('POST', '/training/answers', { requestId, body: answers }))
}
