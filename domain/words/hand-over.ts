import type { HandOverNote } from '../../contract/duty.ts'

export const HAND_OVER_NOTE_LABEL: Record<HandOverNote, string> = {
  urgent_list: '有加急名单',
  call_backs: '有约好的电话',
  complaint: '有人说要投诉',
  as_usual: '一切照常',
}
