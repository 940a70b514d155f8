import type { UnsureField } from '../../contract/report-fields.ts'

/** What a recorder calls a part of a report. */
export const FIELD_LABEL: Readonly<Record<UnsureField, string>> = {
  outcome: '通话结果',
  tests: '核酸',
  testCount: '核酸次数',
  arrivedOn: '到达日期',
  origin: '来源地',
  transport: '交通方式',
  vehicleNo: '车次',
  whereabouts: '人在哪里',
  awayPlace: '所在地',
  address: '住址',
  vaccineDoses: '疫苗',
  callBackAt: '回拨时间',
  code: '任务码',
  phone: '号码',
  phoneTail: '尾号',
  name: '姓名',
}
