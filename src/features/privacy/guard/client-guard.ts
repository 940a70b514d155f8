import type { Router } from 'vue-router'
import { noteScreenCapture } from './api.ts'
import { useToasts } from '../../../app/useToasts.ts'
import { newId } from '../../../http/new-id.ts'
import { hideMenus, onScreenshot, sharePrivately } from '../../../wecom/sdk.ts'

const CAPTURED = '您刚截了屏：已记下并告知统筹，请不要外传'

/** The client's menu loses what would carry residents' data away, and a screenshot is told to server and person. */
export async function guardClient(router: Router): Promise<void> {
  await hideMenus()
  await sharePrivately()
  await onScreenshot(() => {
    useToasts().say(CAPTURED)
    const { name, params } = router.currentRoute.value
    void noteScreenCapture(newId(), name === 'task' ? String(params['taskId']) : null).catch(() => undefined)
  })
}
