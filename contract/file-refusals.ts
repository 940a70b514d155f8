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
