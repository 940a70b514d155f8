import { postReport } from '../api/reports.ts'
import { ApiError } from '../lib/api-error.ts'
import { newId } from '../lib/new-id.ts'
import { useToasts } from './useToasts.ts'

/** Try a failed group message again, then show the task as it is. */
export function usePostReport(refresh: () => unknown) {
  const { fail } = useToasts()

  async function post(reportId: string) {
    try {
      await postReport(newId(), reportId)
    } catch (cause) {
      fail(ApiError.from(cause).message)
    }
    void refresh()
  }

  return { post }
}
