import type { Whereabouts } from '../../contract/report-fields.ts'

/** Where the resident is, on screens and in a list written back; the group line names the place (`report-text/line`). */
export const WHEREABOUTS_LABEL: Readonly<Record<Whereabouts, string>> = {
  local: '在本社区',
  other_district: '在市内其他社区',
  left: '已离本市',
  not_returned: '未返本市',
  passed_by: '途经未停留',
}
