import type { Router } from 'vue-router'
import { noteScreenCapture } from './api.ts'
import { taskShown } from './task-shown.ts'
import { useToasts } from '../../../app/useToasts.ts'
import { useChange } from '../../../http/useChange.ts'
import { hideMenus, onScreenshot, sharePrivately } from '../../../wecom/sdk.ts'

const CAPTURED = '您刚截了屏：已记下并告知统筹，请不要外传'

/** The client's menu loses what would carry residents' data away, and a screenshot is told to server and person. */
export async function guardClient(router: Router): Promise<void> {
  await hideMenus()
  await sharePrivately()
  await onScreenshot(() => {
    useToasts().say(CAPTURED)
    const body = taskShown(router)
    // Each is a deed of its own, also right after one that could not be told.
    void useChange(noteScreenCapture).submit({ body })
  })
}
