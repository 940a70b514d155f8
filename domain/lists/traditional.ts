/** Traditional characters that stand in headers and short answers, each before its simplified form. */
const PAIRS =
  '聯联繫系絡络電电話话機机號号碼码證证體体護护務务區区縣县鄉乡鎮镇樓楼棟栋單单戶户門门現现達达時时間间來来從从檢检測测結结採采樣样備备註注說说車车輛辆離离關关係系緊紧應应齡龄歲岁別别稱称國国網网員员責责數数據据劑剂針针藥药實实際际總总計计類类處处級级風风險险幹干狀状態态陰阴陽阳無无會会廣广東东園园場场產产業业學学職职參参與与報报錄录編编順顺貨货運运飛飞鐵铁見见親亲屬属長长醫医這这個个們们過过進进還还邊边聽听讀读寫写萬万億亿'

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS.charAt(2 * i), PAIRS.charAt(2 * i + 1)]),
)

/** A header in simplified characters: 聯絡電話 → 联络电话. Names and addresses are never changed. */
export function simplified(text: string): string {
  let changed = ''
  for (const letter of text) changed += SIMPLIFIED.get(letter) ?? letter
  return changed
}
