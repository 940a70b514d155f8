import type { Transport } from '../../contract/report-fields.ts'

/** How the resident came, on screens and in the group line. */
export const TRANSPORT_LABEL: Readonly<Record<Transport, string>> = {
  self_drive: '自驾',
  ride: '搭车',
  train: '火车',
  flight: '飞机',
  coach: '大巴',
  ship: '轮船',
  metro: '地铁',
  other: '其他方式',
}
