import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Unit } from '../../../../contract/units.ts'
import { listUnits } from './api.ts'
import { ApiError } from '../../../http/api-error.ts'

/** The part of the administrative tree this member may look at. */
export const useUnitStore = defineStore('units', () => {
  const units = shallowRef<readonly Unit[]>([])
  const loaded = shallowRef(false)
  const error = shallowRef<ApiError | null>(null)

  async function load() {
    try {
      units.value = await listUnits()
      loaded.value = true
      error.value = null
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  return { units, loaded, error, load }
})
