/** What a column or line of a chat table is about. */
export type ColumnKind =
  | 'nothing'
  | 'name'
  | 'phone'
  | 'tail'
  | 'code'
  | 'arrived'
  | 'expected'
  | 'origin'
  | 'away'
  | 'transport'
  | 'tests'
  | 'result'
  | 'testCount'
  | 'antigen'
  | 'vaccine'
  | 'dose'
  | 'address'
  | 'reached'
  | 'local'
  | 'day'
  | 'note'

/** Headers as people type them into a chat, half-width and without blanks and brackets; the first that fits decides. */
const HEADERS: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'nothing',
    /^(?:序号|序|编号|no\.?|#|号|性别|年龄|岁数|(?:身份证|证件).*|户籍.*|关系|与户主关系|社区|街道|网格|小区名?|备注人)$/i,
  ],
  ['code', /^(?:任务(?:编?码|编?号)|短码|代码)$/],
  ['tail', /^(?:(?:手机|电话|号码)?(?:尾号|(?:后|末)[四4]位))$/],
  ['name', /^(?:(?:居民|人员|被核查人|对象|本人)?姓名|名字|人员|居民|对象|谁)$/],
  ['phone', /^(?:联系)?(?:电话|手机|号码|手机号|电话号|联系方式)(?:号码|号)?$/],
  ['expected', /^预计.{0,2}(?:返|回|到|来).*$/],
  ['origin', /^(?:来源地?|从?哪[里儿]?(?:回|来|返).{0,2}|从何[地处].*|出发地|始发地|旅居[地史]|风险地区?|来自)$/],
  [
    'arrived',
    /^(?:哪天|何时|几号|什么时候)?(?:返|回|来|到|抵|返回|抵达|到达|回来|入)(?!访|电).{0,2}(?:时间|日期|日|日子|天)?$/,
  ],
  ['away', /^(?:人?(?:现|目前)?在(?:何处|哪里?|哪儿)|(?:现|目前)?所在地|去向|人员去向|现位置)$/],
  [
    'transport',
    /^(?:交通(?:工具|方式)?|.{0,2}方式|怎么(?:回|来|返).{0,2}|车次(?:航班)?(?:号)?|航班(?:号|车次)?|乘坐.*)$/,
  ],
  ['antigen', /^抗原.*$/],
  ['testCount', /^(?:核酸)?(?:检测)?(?:次数|几次)$/],
  ['result', /^(?:核酸|检测)?结果$/],
  [
    'tests',
    /^(?:(?:当地|最近|近期|本地|已做)?(?:核酸|hs|检测|采样)(?:检测|采样)?(?:情况|日期?|时间)?|最近一次(?:核酸)?|(?:第?[一二三四五首末]|最[近后])(?:次)?检|第[一二三四五]次核酸)$/i,
  ],
  ['dose', /^(?:第[一二三四]针|加强针)$/],
  ['vaccine', /^(?:疫苗.*|针数|几针|接种(?:情况|针数|剂次)?)$/],
  [
    'address',
    /^(?:(?:现|家庭|居住|实际|详细)?(?:住址|地址)|(?:现)?居住地|房号|房间|房间号|床号|寝室号?|工位|宿舍|宿舍号|门牌号|楼栋|门牌|现住|家住|住哪里?|住处)$/,
  ],
  ['reached', /^(?:是否)?(?:接通|接听|打通|通话)(?:情况|结果|状态)?$/],
  ['local', /^(?:是否)?在(?!.*[处哪]).{1,3}$/],
  ['day', /^(?:\d{1,2}[./月])?\d{1,2}[日号]?$/],
  ['note', /^(?:备注|说明|其[他它]|情况|反馈|状态|核查(?:情况|结果)|行程)$/],
]

/** What the header of a column says the column is, or null where it says nothing known. */
export function columnKind(header: string): ColumnKind | null {
  const plain = header.replace(/\([^)]*\)|[\s:：*]/g, '')
  return HEADERS.find(([, words]) => words.test(plain))?.[0] ?? null
}

const IDENTITY: ReadonlySet<ColumnKind> = new Set(['name', 'phone', 'tail', 'code'])

/** Headers of residents: most are known, and one says who it is. */
export function isHeader(kinds: readonly (ColumnKind | null)[]): boolean {
  const known = kinds.filter(kind => kind !== null && kind !== 'day')
  return kinds.length > 1 && known.length * 2 >= kinds.length - daysIn(kinds) && known.some(kind => IDENTITY.has(kind))
}

const daysIn = (kinds: readonly (ColumnKind | null)[]) => kinds.filter(kind => kind === 'day').length
