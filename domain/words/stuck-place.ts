import type { StuckPlace } from '../../contract/progress.ts'

/** In the order in which a task passes them. */
export const STUCK_LABEL: Record<StuckPlace, string> = {
  notCalled: '未拨打',
  callAgain: '待再打',
  notReached: '打不通',
  toVisit: '待上门',
  toRecord: '待录入',
  resultPending: '未出结果',
  refused: '不配合',
}
