import { getMyDay } from '../api/session.ts'
import { useLoad } from './useLoad.ts'

/** What the member did today; nobody else is shown it. */
export const useMyDay = () => useLoad(getMyDay)
