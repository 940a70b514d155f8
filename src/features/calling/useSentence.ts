import { readonly, ref } from 'vue'
import type { ReportFields } from '../../../contract/report-fields.ts'
import type { Session } from '../../../contract/session.ts'
import { cityNamed } from '../../../domain/city.ts'
import { useSessionStore } from '../../app/session.ts'
import { serverNow } from '../../app/server-clock.ts'

/**
 * Free text of a caller, understood before it is posted. The rules are fetched with the first sentence; it is read on the
 * phone and leaves it only as fields.
 */
export function useSentence(code: () => string, fill: (told: Partial<ReportFields>) => void) {
  const problem = ref<string | null>(null)
  const { session } = useSessionStore()

  /** Answers with whether the sentence was understood, and can be taken away. */
  async function read(text: string): Promise<boolean> {
    problem.value = null
    const rules = await import('./read-sentence.ts').catch(() => null)
    const told = rules?.readSentence(text, code(), serverNow(), cityOf(session))
    if (told) fill(told)
    else problem.value = rules ? '没看懂，请在下面点选。' : '网络不通，请在下面点选。'
    return Boolean(told)
  }

  return { problem: readonly(problem), read }
}

const cityOf = (session: Session | null) =>
  cityNamed(session?.cityShortName ?? '本市', { spellings: session?.citySpellings ?? [] })
