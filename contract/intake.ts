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

/** Why a file as a whole was refused, with the sentence a person reads. */
export const FILE_REFUSALS = {
  file_empty: '文件是空的，请检查后重新选择。',
  file_too_large: '文件超过 10 MB，请拆成几个文件后再导入。',
  file_is_xls: '这种表格在这里打不开，请用 Excel 或 WPS 另存为 .xlsx 后再导入。',
  file_is_html: '这个文件其实是网页，里面没有表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。',
  file_is_encrypted: '文件有打开密码，请去掉密码另存为 .xlsx 后再导入。',
  file_is_not_a_list: '认不出这个文件，请另存为 .xlsx 或 .csv 后再导入。',
  quote_open: '有一个引号没有配对，后面的行会被并进这一格，请补上或删去这个引号后再导入。',
  file_damaged: '文件不完整或已损坏，请让发送人重新发送。',
  file_unpacks_too_large: '文件解开后超过 64 MB（常见于大片带格式的空白行），已停止读取，请只把数据复制到新表再导入。',
  file_too_heavy: '文件太复杂，读了太久，已停止；请只留数据、另存为新的 .xlsx 后再导入。',
  too_many_rows: '名单超过 20,000 行，请拆成几个文件后再导入。',
  too_many_columns: '表格超过 100 列，请删去无关的列后再导入。',
  sheet_empty: '表格里没有内容，请检查是否选错了文件。',
  no_header: '没有找到表头，请在数据上方保留一行列名（如 姓名、手机号）。',
  no_phone_column: '没有找到电话列，请确认表里有“手机号”或“联系电话”一列。',
} as const
export type FileRefusalCode = keyof typeof FILE_REFUSALS
