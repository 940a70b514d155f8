/** Compound surnames: 欧阳, 司马. */
export const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 万俟 闻人 夏侯 尉迟 公孙 慕容 长孙 宇文 轩辕 令狐 皇甫 端木 百里 呼延 东郭 南门 西门 申屠 公冶 澹台 赫连 太史 淳于 单于 钟离 濮阳 拓跋 完颜 叶赫 纳兰'.split(
    ' ',
  ),
)

/** Surnames of one letter, without those that are nearly always a word (和, 于, 都, 时). */
const SINGLE_SURNAMES: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧肖冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎闫薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲阮祁路成涂霍鲍宁柯翁隋卜饶瞿匡甘屈项裴缪宗邬岳阳游单牟尤蒲敖冉甄晏褚娄盛童储麦闵席麻强危刁虞支昝房裘干宣贲郁杭包诸吉钮嵇滑荣荀羊於惠封芮羿靳汲邴糜松井富巫乌巴弓隗山谷宓蓬郗班仰秋仲伊宫仇栾暴厉戎祖束幸司韶郜蓟薄宿怀邰鄂索咸籍卓蔺屠蒙池阴佟阚简居贝臧伏谈茅舒兰梅凌昂窦云奚凤廉岑滕皮卞穆湛狄卫尧华喻柏凯敬查闻寇揭帅仝岩占艾付'.split(
    '',
  ),
)

/** How many letters at `at` are a surname: 2, 1 or 0. */
export function surnameLength(letters: string, at: number): 0 | 1 | 2 {
  if (COMPOUND_SURNAMES.has(letters.slice(at, at + 2))) return 2
  return SINGLE_SURNAMES.has(letters.charAt(at)) ? 1 : 0
}
