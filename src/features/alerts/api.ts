import { AlertList } from '../../../contract/alerts.ts'
import { defineChange } from '../../http/change.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'

export async function listAlerts(): Promise<AlertList['alerts']> {
  return parse(AlertList, await http.get('/alerts')).alerts
}

/** Note that a lead has looked. */
export const seeAlert = defineChange({
  kind: 'see-alert',
  method: 'POST',
  path: '/alerts/:alertId/seen',
  label: '看过提醒',
})
