import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Progress } from '../../../contract/progress.ts'
import { getProgress } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { useLiveStore } from '../../app/live.ts'

/** On a busy evening something happens many times a second; the numbers of a district need not be counted that often. */
const REST_MS = 2_000

/** The numbers of one unit at a time, as last counted. */
export const useProgressStore = defineStore('progress', () => {
  const progress = shallowRef<Progress | null>(null)
  const error = shallowRef<ApiError | null>(null)
  /** The unit asked for; null: the highest one the reader leads. */
  let wanted: string | null = null
  let resting: ReturnType<typeof setTimeout> | undefined
  let again = false

  async function load() {
    const asked = wanted
    try {
      const answer = await getProgress(asked)
      if (asked !== wanted) return
      progress.value = answer
      error.value = null
      useLiveStore().answered()
    } catch (cause) {
      if (asked === wanted) error.value = ApiError.from(cause)
    }
  }

  /** Another unit: its numbers replace the old ones in one step when they are there. */
  function show(unitId: string | null) {
    wanted = unitId
    error.value = null
    return load()
  }

  /** Count again, at most every two seconds; what comes meanwhile is counted once at the end. */
  function refresh() {
    again = resting !== undefined
    if (again) return
    void load()
    resting = setTimeout(() => {
      resting = undefined
      if (again) refresh()
    }, REST_MS)
  }

  return { progress, error, load, show, refresh }
})
