import { postReport } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../http/new-id.ts'
import { useToasts } from '../../app/useToasts.ts'

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
