import { confirmPosted, postReport } from './api.ts'
import { useChange } from '../../http/useChange.ts'
import { useToasts } from '../../app/useToasts.ts'
import type { PostDecision } from '../tasks/post-words.ts'

/** Decides about a group message that did not go out or of which nobody knows, then shows the task as it is. */
export function usePostReport(refresh: () => unknown) {
  const { fail } = useToasts()
  const changes = { again: useChange(postReport), there: useChange(confirmPosted) }

  async function post(reportId: string, decision: PostDecision) {
    const { submit, error } = changes[decision]
    await submit({ reportId })
    if (error.value) fail(error.value.message)
    void refresh()
  }

  return { post }
}
