import { postReport } from './api.ts'
import { useChange } from '../../http/useChange.ts'
import { useToasts } from '../../app/useToasts.ts'

/** Try a failed group message again, then show the task as it is. */
export function usePostReport(refresh: () => unknown) {
  const { fail } = useToasts()
  const { submit, error } = useChange(postReport)

  async function post(reportId: string) {
    await submit({ reportId })
    if (error.value) fail(error.value.message)
    void refresh()
  }

  return { post }
}
