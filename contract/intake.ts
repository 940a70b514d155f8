import * as v from 'valibot'

/** What a column of a list can mean. `extra` and `ignore` carry nothing into the task. */
export const INTAKE_FIELDS = [
  'phone',
  'name',
  'idNumber',
  'idType',
  'gender',
  'age',
  'address',
  'household',
  'community',
  'street',
  'district',
  'origin',
  'riskPlace',
  'arrivedOn',
  'transport',
  'vehicleNo',
  'testedAt',
  'testResult',
  'testCount',
  'vaccineDoses',
  'healthCode',
  'control',
  'source',
  'deadline',
  'remark',
  'otherPhone',
  'ignore',
  'extra',
] as const
export const IntakeField = v.picklist(INTAKE_FIELDS)
export type IntakeField = v.InferOutput<typeof IntakeField>

/** What each field is called on the screen. */
export const FIELD_LABELS: Readonly<Record<IntakeField, string>> = {
  phone: '手机号',
  name: '姓名',
  idNumber: '证件号码',
  idType: '证件类型',
  gender: '性别',
  age: '年龄',
  address: '住址',
  household: '户籍',
  community: '社区',
  street: '街道',
  district: '区',
  origin: '来自何地',
  riskPlace: '途经风险地',
  arrivedOn: '抵达时间',
  transport: '交通方式',
  vehicleNo: '车次航班',
  testedAt: '核酸时间',
  testResult: '核酸结果',
  testCount: '核酸次数',
  vaccineDoses: '疫苗针数',
  healthCode: '健康码',
  control: '管控措施',
  source: '数据来源',
  deadline: '截止时间',
  remark: '备注',
  otherPhone: '他人电话',
  ignore: '忽略',
  extra: '其他（保留原列）',
}

export const REJECT_REASONS = [
  'phone_missing',
  'phone_length',
  'phone_prefix',
  'phone_not_a_number',
  'phone_uncalculated',
  'community_not_ours',
] as const
export const RejectReason = v.picklist(REJECT_REASONS)
export type RejectReason = v.InferOutput<typeof RejectReason>

export const REJECT_TEXT: Readonly<Record<RejectReason, string>> = {
  phone_missing: '没有号码',
  phone_length: '号码位数不对',
  phone_prefix: '号码开头不对',
  phone_not_a_number: '不是完整的号码',
  phone_uncalculated: '公式没有算出结果，请打开重算后保存',
  community_not_ours: '看不出是本辖区的社区，没有导入',
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** How one sheet was read. */
export const SheetAnswer = v.object({
  /** null for a .csv. */
  name: v.nullable(v.string()),
  /** The row number a person sees in Excel. */
  headerRow: Count,
  /** Header as it stands → field. A header that occurs again gets `#2`, a column without header is `列C`. */
  mapping: v.record(v.string(), IntakeField),
  /** Headers nobody knows; they are kept under `extra` and asked about once. */
  unknown: v.array(v.string()),
  /** Sentences in Chinese about choices made, such as two columns for one field. */
  notes: v.optional(v.array(v.string()), []),
})
export type SheetAnswer = v.InferOutput<typeof SheetAnswer>

export const RejectedRow = v.object({
  sheet: v.nullable(v.string()),
  row: Count,
  /** Header of the first phone column in order of preference. */
  column: v.string(),
  /** Masked unless the command runs on the server's own console. */
  value: v.string(),
  reason: RejectReason,
})
export type RejectedRow = v.InferOutput<typeof RejectedRow>

/** The answer of a dry run. `rows = new + linked + merged + rejected` and `tasks = new + linked`, always. */
export const IntakeAnswer = v.object({
  file: v.string(),
  sheets: v.array(SheetAnswer),
  rows: Count,
  new: Count,
  linked: Count,
  merged: Count,
  rejected: Count,
  rejects: v.array(RejectedRow),
  tasks: Count,
  subjects: Count,
})
export type IntakeAnswer = v.InferOutput<typeof IntakeAnswer>

/** Header → field as a person chose it on the screen. It goes before everything the program thinks. */
export const ColumnChoices = v.record(v.string(), IntakeField)
export type ColumnChoices = v.InferOutput<typeof ColumnChoices>
