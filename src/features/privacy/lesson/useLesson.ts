import { computed, readonly, ref } from 'vue'
import { answerQuiz, getTraining } from './api.ts'
import { useChange } from '../../../http/useChange.ts'
import { useLoad } from '../../../http/useLoad.ts'
import { useSessionStore } from '../../../app/session.ts'

/** The privacy lesson page by page, then its quiz; with all answers right the member is trained. */
export function useLesson() {
  const { data: training, error, load } = useLoad(getTraining)
  const quiz = useChange(answerQuiz)
  /** Index of the page of the lesson; past the last one stands the quiz. */
  const page = ref(0)
  const chosen = ref<Record<string, number>>({})
  /** Why an answer was wrong, by question; the explanation stays until another option is chosen. */
  const wrong = ref<Record<string, string>>({})
  const passed = ref(false)

  const pages = computed(() => training.value?.lesson ?? [])
  const questions = computed(() => training.value?.questions ?? [])
  const current = computed(() => pages.value[page.value] ?? null)
  const complete = computed(() => questions.value.every(({ id }) => chosen.value[id] !== undefined && !wrong.value[id]))

  function choose(questionId: string, option: number) {
    chosen.value = { ...chosen.value, [questionId]: option }
    const { [questionId]: _, ...others } = wrong.value
    wrong.value = others
  }

  async function submit() {
    const answers = Object.entries(chosen.value).map(([questionId, option]) => ({ questionId, option }))
    const result = await quiz.submit({ body: { answers } })
    if (!result) return
    wrong.value = Object.fromEntries(result.wrong.map(({ questionId, why }) => [questionId, why]))
    passed.value = result.passed
    if (result.passed) await useSessionStore().load()
  }

  return {
    training,
    error,
    load,
    page,
    pages,
    questions,
    current,
    chosen: readonly(chosen),
    wrong: readonly(wrong),
    complete,
    passed: readonly(passed),
    pending: quiz.pending,
    problem: quiz.error,
    choose,
    submit,
  }
}
