import { getMyDay } from '../../app/session-api.ts'
import { useLoad } from '../../http/useLoad.ts'

/** What the member did today; nobody else is shown it. */
export const useMyDay = () => useLoad(getMyDay)
