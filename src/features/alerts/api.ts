import { AlertList } from '../../../contract/alerts.ts'
import { http } from '../../http/client.ts'
import { parse } from '../../http/parse.ts'

export async function listAlerts(): Promise<AlertList['alerts']> {
  return parse(AlertList, await http.get('/alerts')).alerts
}

/** Note that a lead has looked. */
export async function seeAlert(requestId: string, alertId: string): Promise<void> {
  await http.change('POST', `/alerts/${alertId}/seen`, { requestId })
}
