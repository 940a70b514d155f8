import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Alert } from '../../../contract/alerts.ts'
import { listAlerts, seeAlert } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { newId } from '../../http/new-id.ts'

/** What a lead must look at. */
export const useAlertStore = defineStore('alerts', () => {
  const alerts = shallowRef<readonly Alert[]>([])
  const error = shallowRef<ApiError | null>(null)
  const unseen = computed(() => alerts.value.filter(alert => alert.seenAt === null))

  async function load() {
    try {
      alerts.value = await listAlerts()
      error.value = null
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  async function see(alert: Alert) {
    try {
      await seeAlert(newId(), alert.id)
      await load()
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  return { alerts, unseen, error, load, see }
})
