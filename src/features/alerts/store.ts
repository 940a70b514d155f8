import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Alert } from '../../../contract/alerts.ts'
import { listAlerts, seeAlert } from './api.ts'
import { ApiError } from '../../http/api-error.ts'
import { useChange } from '../../http/useChange.ts'

/** What a lead must look at. */
export const useAlertStore = defineStore('alerts', () => {
  const alerts = shallowRef<readonly Alert[]>([])
  const error = shallowRef<ApiError | null>(null)
  const unseen = computed(() => alerts.value.filter(alert => alert.seenAt === null))

  const seeing = useChange(seeAlert)

  async function load() {
    try {
      alerts.value = await listAlerts()
      error.value = null
    } catch (cause) {
      error.value = ApiError.from(cause)
    }
  }

  async function see(alert: Alert) {
    if (await seeing.submit({ alertId: alert.id })) await load()
    else error.value = seeing.error.value
  }

  return { alerts, unseen, error, load, see }
})
