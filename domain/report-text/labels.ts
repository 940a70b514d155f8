import type { TestResultMention, Transport, Whereabouts } from '../../contract/report-fields.ts'

/** The words people read for each code, on screens and in the group line. */
export const TEST_RESULT_LABEL: Record<TestResultMention, string> = {
  negative: '阴性',
  positive: '阳性',
  pending: '结果未出',
  unknown: '已做',
}

export const TRANSPORT_LABEL: Record<Transport, string> = {
  self_drive: '自驾',
  ride: '搭车',
  train: '火车',
  flight: '飞机',
  coach: '大巴',
  ship: '轮船',
  metro: '地铁',
  other: '其他方式',
}

export const WHEREABOUTS_LABEL: Record<Whereabouts, string> = {
  local: '在本社区',
  other_district: '在市内其他社区',
  left: '已离本市',
  not_returned: '未返本市',
  passed_by: '途经未停留',
}
