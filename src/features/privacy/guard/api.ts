import type { CaptureScreen, RefuseCopy } from '../../../../contract/audit.ts'
import { defineChange, typed } from '../../../http/change.ts'

/** The client saw a screenshot; without `taskId`: of a list. */
export const noteScreenCapture = defineChange({
  kind: 'note-screen-capture',
  method: 'POST',
  path: '/screen-captures',
  label: '截屏',
  body: typed<CaptureScreen>(),
})

/** This page refused to let something out; without `taskId`: of a list. */
export const noteRefusedCopy = defineChange({
  kind: 'note-refused-copy',
  method: 'POST',
  path: '/refused-copies',
  label: '复制被拒',
  body: typed<RefuseCopy>(),
})
