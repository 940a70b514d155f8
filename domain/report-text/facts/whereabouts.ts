import { CLAUSE_SIGNS, lastPiece } from '../chat/pieces.ts'
import type { Whereabouts } from '../../../contract/report-fields.ts'
import type { City } from '../../city.ts'
import { findLocalAreas } from './local-areas.ts'
import type { Passage } from './places.ts'

export interface WhereaboutsRead {
  readonly whereabouts: Whereabouts | null
  readonly awayPlace: string | null
}

/** Told as not having come (back): beats even 已离深. */
const STILL_OUT =
  /(?:还|尚|暂|仍|均|都|一直)?(?:未|没有?|没能)(?:能)?(?:返|回(?!家过年|老家过|复|电|答|过|应|信|短信|消息)|过关|到囻|抵囻|来囻)|预计(?![^,，。;；\n]{0,4}(?:住|待|呆|留)[到至])[^,，。;；\n]{0,14}(?:返|回|到|抵)|(?:返|回|抵|到|归)(?:来|程)?囻?(?:时间|日期|期)(?:还|暂)?(?:未定|待定|不定|没定|未确定|没确定|不确定)|计划[^,，。]{0,8}(?:返|回)|(?:^|[^不])(?:才|再)(?:能?)(?:回|返)(?!电|复|访)|出不来|回不来|(?:月底|月中|下旬|过几天|过两天|过段时间|年底|节后|假期结束)(?:才|再)?(?:回|返)|(?:明天|后天|明晚|下周.|下个?月)[^,，。]{0,14}(?:回|到囻|返|抵|飞囻)|还在路上|在路上|[回返](?:来|囻|程)的?路上|(?:正|现)在(?:回|返)(?:囻|来|程)/
const NOT_BACK =
  /滞留|不(?:打算|准备)?回(?:来)?囻|暂(?:时)?不(?:回|返)|(?:从来?|一直|并|都)?(?:没|未)(?:有)?(?:在囻住|来过囻|到过囻)|(?:未|没)来过?囻/
const LEFT =
  /(?:^|[^未没不])(?:已经?)?(?:于[^,，。]{0,8})?离(?:开)?(?:了)?囻(?!时间)|(?:已经?|已)(?:于[^,，。]{0,8})?离开|退租|搬回|(?:已|已经)回(?:了)?(?:老家|[\p{Script=Han}]{2})|回(?:了)?(?:老家|原籍)|返回原籍|(?:^|[^未没不])离囻了/u
const ABROAD = /(?:人|现|目前|还|仍|一直)?在(?:外地|外省|省外|国外|老家|外面出差)(?!住过)/
/** 8月2日去了西藏拉萨 现在还在那边 */
const STILL_THERE = /(?:还|仍|一直|人)在(?:那边|那里|那儿|当地)/
/** Weaker: may just as well be said of somebody who was never here. */
const NOT_HERE = /不在囻|没在囻(?!住)|不在本市/
const STAY_AWAY =
  /(?:人|目前|现|现在|还|仍|一直|暂时?|仍然|正|都|全家)?(?:还|仍|一直|都)?(?:住|人)?在(?:老家)?$|隔离在$|住在?$|留在$/
const AT_HOME =
  /居家|在家(?!过年)|在社区|在(?:本|我们|辖区|小)(?:社区|小?区)?|在囻(?!住)|没(?:有)?出过|(?:没|未|从未|没有|均未|都没|不曾)(?:有)?(?:离开|离囻|出囻|出市|出去|外出|出门|出过|离过|离开过)|没回家过年|没回老家|未离|是否在囻[\]】:| ]*是|一直在(?:囻|家|本|社区|小区|这|村)|就在(?:囻|家|本|社区|小区)|只在囻|门口|未出(?:过)?(?:囻|市|省|小区|社区)|没出(?:过)?(?:囻|市|省|小区|社区|门|去)|常住|仍在囻|人在囻|还在囻/
const PASSED =
  /途经|途径|路过|经过|(?:未|没有?|无)(?:停留|下车|下高速|逗留|进站|出站|进市区)|只是过境|在[\p{Script=Han}]{2,6}停留[\]】:| ]*(?:无|否|没有)/u
const ELSEWHERE =
  /在(?:囻|市内)?其[他它](?:区|街道|社区)|外区|别的社区|不(?:归|属|属于|是)?(?:我们|本|咱们|我|这个|该)(?:社区|辖区|小区|街道|这边)?(?:管|辖|的)|不在(?:我们|本|我)?(?:辖区|社区|这边|这里|小区)|不住(?:这|本|我们|在这|在本|在我们)|没(?:有)?(?:在|住)(?:我们|本|这)[^,，。]{0,4}(?:住|了)|没来过(?:本|我们|这个)社区|没有来过我们|(?:搬|迁)(?:到|去|走|至|往)|不住了/
const LIVES_IN = /(?:住|居住|上班|人|现|常住|一直|目前|家|租房|搬)[\p{Script=Han}]{0,3}$/u

/**
 * Where the person is now. A stay elsewhere beats a home in the city, that beats merely passing the risk place, and a
 * return that was told, with nothing else, means home.
 */
export function readWhereabouts(
  passage: Passage,
  facts: { address: boolean; returned: boolean; expected: boolean },
  city: City,
): WhereaboutsRead {
  const { text } = passage
  const stay = stayElsewhere(passage)
  const returnedSince = facts.returned && !facts.expected
  if (facts.expected || (STILL_OUT.test(unanswered(text)) && !returnedSince))
    return { whereabouts: 'not_returned', awayPlace: stay ?? placeOfAbsence(passage) }
  if (STILL_THERE.test(text)) return { whereabouts: 'not_returned', awayPlace: placeOfAbsence(passage) }
  const left = LEFT.exec(text)
  if (left && NOT_BACK.test(text) && !returnedSince)
    return { whereabouts: 'not_returned', awayPlace: placeAfter(passage, left.index) ?? stay }
  if (
    left &&
    !isBackAgain(text.slice(left.index + left[0].length), returnedSince) &&
    !/没有?离|未离|(?:准备|打算|计划|预计|要|明天|后天)[^,，]{0,6}离/.test(
      text.slice(Math.max(0, left.index - 8), left.index + left[0].length),
    )
  )
    return { whereabouts: 'left', awayPlace: placeAfter(passage, left.index) ?? stay }
  const gone = goneTo(passage)
  if (gone !== null && !returnedSince) return { whereabouts: 'left', awayPlace: gone }
  if (stay !== null && !returnedSince) return { whereabouts: 'not_returned', awayPlace: stay }
  if (ABROAD.test(text) && !returnedSince)
    return { whereabouts: 'not_returned', awayPlace: /在老家/.test(text) ? '老家' : null }
  if (NOT_BACK.test(text) && !returnedSince) return { whereabouts: 'not_returned', awayPlace: placeOfAbsence(passage) }
  if (NOT_HERE.test(text)) return { whereabouts: 'left', awayPlace: placeAfter(passage, text.search(NOT_HERE)) }
  if (livesElsewhere(text, facts.address, city)) return { whereabouts: 'other_district', awayPlace: null }
  if (facts.address || AT_HOME.test(text)) return { whereabouts: 'local', awayPlace: null }
  if (PASSED.test(text)) return { whereabouts: 'passed_by', awayPlace: null }
  return { whereabouts: facts.returned ? 'local' : null, awayPlace: null }
}

/** 14号离深到上海，17号飞回: a return told behind the leaving. */
function isBackAgain(behind: string, returned: boolean): boolean {
  return (
    returned && /飞回|返囻|回囻|回来|返回囻|[到抵]囻|回到囻|返程|[日号]回(?=$|[ ,，的]|了(?:$|[ ,，]))/.test(behind)
  )
}

/** 发短信也没回 is no absence. */
function unanswered(text: string): string {
  if (!/[信息]/.test(text)) return text
  return text.replace(/(?:短信|微信|信息|消息)[^,，。;；\n]{0,6}(?:没|未)回/g, '')
}

/** 她老公在东莞上班: somebody else's stay. */
const OTHERS_STAY =
  /(?:老公|老婆|丈夫|妻子|爱人|儿子|女儿|父母|爸爸|妈妈|家人|孩子|公司|单位|工厂|户籍|老板)(?:还|都|现|人|目前)?在$/

/** 人在荔湾, 目前在新疆喀什, 还在上海封控, 广西百色未返, 三亚滞留 */
function stayElsewhere({ text, places }: Passage): string | null {
  for (const { start, end, text: place } of places) {
    const before = lastPiece(text.slice(Math.max(0, start - 8), start), CLAUSE_SIGNS)
    const after = text.slice(end, end + 6)
    if (/(?:去|往|到)$/.test(before) && /^的?路上/.test(after)) return place
    if (OTHERS_STAY.test(before)) continue
    if (/(?:没有?|不|未|住过|曾)在?$|途经|途径|路过|经过/.test(before) || /^(?:停留|下高速)/.test(after)) continue
    if (STAY_AWAY.test(before) && !/^[^,，]{0,4}(?:旅游|出差|转机|玩|回|返|自驾|坐)/.test(after)) return place
    if (/^(?:封控|静默|滞留|未返|没回|未回|还没|隔离中)/.test(after.trim())) return place
    if (/(?:现在?位置|人在哪|所在地|当前位置|目前位置|现所在地|人员去向)[\]】:| -]*(?:[^,，]{0,8})$/.test(before))
      return place
  }
  return null
}

/** For one not back: the place he went to or would come from. */
function placeOfAbsence({ text, places }: Passage): string | null {
  const reached = places.filter(
    ({ start }) => !/(?:途经|路过|没去过|未去过)$/.test(text.slice(Math.max(0, start - 4), start)),
  )
  return reached[0]?.text ?? null
}

function placeAfter({ places }: Passage, at: number): string | null {
  return (places.find(place => place.start >= at) ?? places[places.length - 1])?.text ?? null
}

/** 辞工了，回广西贵港 · 昨天退房走了，说回长沙: who gives up work or room and goes is gone. */
const GAVE_UP = /移民|辞[工职]|离职|退房|退租|搬走|毕业了|走了|转让/

/** 12月28号回河南信阳过年了, 5.18去的东莞厂里, 转高铁去长沙了: gone, and no word of coming back. */
function goneTo({ text, places }: Passage): string | null {
  for (const { start, end, text: place } of places) {
    const before = text.slice(Math.max(0, start - 5), start)
    const after = text.slice(end, end + 8)
    if (/(?:没有?|未|不)(?:去|回)$/.test(before)) continue
    if (
      /搬(?:到|去|至|回|往)了?$|(?:已经?回|已去|回了|去了|退租回|(?:返回|回)(?:到)?(?:原籍|户籍地?))$/.test(before) &&
      !/回来|返/.test(text.slice(end))
    )
      return place
    if (
      /(?:^|[^来])(?:回|去|回到|飞|移民|移居)$/.test(before) &&
      (/^(?:[^,，]{0,3}了|过年|过节|上班|工地|$)/.test(after) || GAVE_UP.test(text.slice(0, end))) &&
      !/返|回/.test(text.slice(end))
    )
      return place
  }
  return null
}

/** 一直在罗湖上班 tells where somebody lives only as long as no address does. */
function livesElsewhere(text: string, hasAddress: boolean, city: City): boolean {
  return ELSEWHERE.test(text) || (!hasAddress && findLocalAreas(text, city).some(area => isHomeOrWork(text, area)))
}

function isHomeOrWork(text: string, { start, end }: { start: number; end: number }): boolean {
  const before = lastPiece(text.slice(Math.max(0, start - 6), start), CLAUSE_SIGNS)
  if (/从/.test(before)) return false
  return (
    LIVES_IN.test(before) || /^(?:那边)?住/.test(text.slice(end)) || /(?:住|人|一直|搬)[^,，]{0,3}在?$/.test(before)
  )
}
