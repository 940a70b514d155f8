import { writeXlsx, type OutCell } from '../../server/spreadsheet/write-xlsx.ts'

const HEADER = ['序号', '姓名', '证件号码', '手机号', '所属街道', '所属社区', '居住地址', '抵明时间', '来源地']

/** A mobile number of its own for every index. */
export const mobile = (i: number) => String(13_800_000_000 + i * 7919)

/** A list as a district sends it: title, header, and as many people from that number on. */
export function inventList(length: number, from = 0): Uint8Array {
  const rows = Array.from({ length }, (_, at): OutCell[] => line(from + at))
  return writeXlsx([{ name: '全区名单', rows: [['名单'], HEADER, ...rows], merges: ['A1:I1'] }])
}

const line = (i: number): OutCell[] => [
  i + 1,
  `王${'芳伟敏强静'.charAt(i % 5)}`,
  `4499011976${String(i).padStart(8, '0')}`,
  Number(mobile(i)),
  '澜汀街道',
  '汀南社区',
  `栖云花园${i % 30}栋${i}`,
  { day: '2022-05-20' },
  '岚州市',
]
