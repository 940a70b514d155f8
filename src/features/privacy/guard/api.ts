import type { CaptureScreen } from '../../../../contract/audit.ts'
import { defineChange, typed } from '../../../http/change.ts'

/** The client saw a screenshot; without `taskId`: of a list. */
export const noteScreenCapture = defineChange({
  kind: 'note-screen-capture',
  method: 'POST',
  path: '/screen-captures',
  label: '截屏',
  body: typed<CaptureScreen>(),
})
