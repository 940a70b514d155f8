/**
 * Whose a phone, name or ID number is, by the words of its header: who + what. What is taken off (`居民联系电话` →
 * `居民`), and who is left: nobody or a resident, somebody else, or a word nobody here knows.
 *
 * - `own`: the resident's.
 * - `unsure`: an unknown word (`住店客联系电话`); the resident's unless another column is surely theirs.
 * - `near`: a relative, driver, householder or the like; the list may be about them.
 * - `other`: staff, offices, whoever filled in the form; never the resident's.
 */
export type Whose = 'own' | 'unsure' | 'near' | 'other'

/** Marks that the column speaks of the resident although a word below stands in it: 本人电话, 被采样人员手机. */
const OWN =
  /本人|自己|个人(?:手机|电话|联系)|机主号|被.{1,5}(?:人员?|者|对象|电话|手机|姓名)|(?:受检|受访|受种|就诊|送检|接受采样)(?:人|者)/

const RELATIVES =
  '家属|家长|家人|监护|亲属|亲友|亲戚|父亲|母亲|父母|爸|妈|配偶|爱人|妻|丈夫|子女|儿子|女儿|爷爷|奶奶|外公|外婆|陪护|陪同|同住|同行|同乘|随行|随车|共同居住'
const OWNERS =
  '房东|房主|业主|户主|屋主|车主|司机|驾驶员|货主|老板|雇主|购票人|订票人|收件|寄件|收货|发货|托运|邀请人|邀请方'
/** Verbs of those who keep the list: 填报人, 核查人员, 接送者, 上报单位. */
const DOING =
  '填报|填表|填写|上报|报送|录入|经办|审核|审批|复核|推送|下发|转办|移交|交接|追踪|流调|调查|摸排|排查|核查|核实|采样|送检|检测|查验|登记|报备|申报|报告|代办|代报|代购|介绍|接待|接收|接送|接站|接机|接车|接回|护送|转运|运输|承运|联系|联络|对接|通知|值班|管控|监管|督导|督办|落实|包保|包干|包联|包户|挂点|挂钩|随访|访视|回访|跟进|跟踪|处置|处理|协查|派单|接单|接诊|主治|管理|服务|安置|担保|陪护|带班'
const STAFF =
  '紧急|应急|来电|报料|联系人|联络人|中介|出租|机主以外|关联病例|负责|责任|网格员|网格长|网格管理|楼长|楼栋长|栋长|楼组长|巷长|片长|路长|社工|专员|管家|物业|居委|村委|书记|主任|干部|民警|警官|辅警|派出所|警务|包片|联防|下沉|志愿|社区工作|社区联系|社区医|社区对接|街道联系|街道对接|街镇联系|医生|医护|医师|家庭医|三人小组|四包一|五包一|三包一|工作人员|领导'
const OFFICES =
  '班主任|辅导员|老师|教师|导师|校医|宿管|院系|队长|班长|组长|工长|工头|劳务公司|项目经理|项目部|安全员|法人|用工|单位|公司|企业|机构|学校|酒店|宾馆|旅馆|营业厅|报警|接警|举报|投诉|咨询|客服|热线|经理|专班|前台|门岗|保安|值守'

/** Other people than the resident. */
export const OTHER_PERSON = new RegExp(
  `${RELATIVES}|${OWNERS}|(?:${DOING})(?:人电|人员?|员|者|单位|部门|机构|组)|${STAFF}|${OFFICES}`,
)

/** Those the list may be about when it names nobody else: 司机电话 of a cargo list, 户主电话 of a list of households. */
const NEAR = new RegExp(
  `${RELATIVES}|${OWNERS}|联系人|联络人|同住|工作人员|(?:登记|报备|申报|填报|填表|填写|核查|排查|报告)(?:人|者)`,
)

/** What the header is about, and words that say no more than that it is one: 常用手机号码, 国内联系电话2. */
const WHAT =
  /联系|联络|通讯|通信|手机|手提|电话|移动|固定|座机|固话|宅电|号码|方式|姓名|名字|名称|全名|身份证件?|证件|护照|公民|居民身份|通行证|有效|常用|备用|预留|注册|绑定|登记的?|现在|目前|当前|最新|主要|第?[一二三四\d]|其他|其它|家庭|住宅|家中|办公|微信同号|国内|国外|境外|境内|大陆|本地|本市|中文|英文|外文|真实|能打通|可接通|信息|数字|类型|[号新旧原另副的及和或与、/名短长码本位]/g

const RESIDENT =
  /^[来返入抵回到在离赴拟意应未已需漏被受]|(?:密接|接触|感染|阳性|隔离|居家|监测|风险|重点|涉疫|旅居|境外|境内|回国|流动|外来|从业|务工|劳务|参与|接种|核酸)(?:人员|对象|者|人群)$|(?:群众|居民|村民|市民|旅客|乘客|游客|会员|客户|学生|学员|幼儿|儿童|孩|老人|员工|职工|工人|务工|患者|病人|病例|住户|租户|租客|房客|租住人|承租人|客人|访客|来访人|顾客|[孕产]妇|[购就接申使用乘当租访]\S{0,2}人|密接|用户|骑手|考生|队员|船员|成员|人口|个人|联系|^人员|^对象)$/
/** 观察对象, 跟踪人员: may be either. */
const EITHER_SHAPE = /(?:人员|对象|者|人群)$/

/** 村医, 站长, 护士, 隔离点, 药店: by their last character a person in office or an office. */
const OFFICE_SHAPE =
  /(?:[长医警官师吏]|护士|主管|店长|专干|代表|站|所|点|部|处|科|局|办|院|店|馆|厂|会|社|中心|集团|平台|社区|街道|街镇|镇|乡|村|小区|门卫|专线)$/
/** 快递员, 采样员, 接货人: somebody at work, who may be whom the list is about. */
const WORKER_SHAPE = /(?:员|工|手|人)$/

function byShape(who: string): Whose {
  if (!/[\u3400-\u9fff]/.test(who) || RESIDENT.test(who)) return 'own'
  if (EITHER_SHAPE.test(who)) return 'unsure'
  if (OFFICE_SHAPE.test(who)) return 'other'
  return WORKER_SHAPE.test(who) ? 'near' : 'unsure'
}

/** Whose a personal column is; `around` is what stands above its header and in brackets behind it, '' for nothing. */
export function whoseOf(main: string, around = ''): Whose {
  const all = around + main
  if (OWN.test(all)) return 'own'
  if (OTHER_PERSON.test(all)) return NEAR.test(all) && !/紧急|应急/.test(all) ? 'near' : 'other'
  return byShape(main.replace(WHAT, ''))
}

/** Of whom a header speaks: 会员 in 会员手机号 and in 会员姓名, '' in 联系电话. */
export const whoOf = (main: string): string => main.replace(WHAT, '').replace(/联系|个人/g, '')

/** Whether a header says of whom it speaks: 乘客手机号 does, 联系电话 does not. */
export const speaksOfSomebody = (main: string): boolean => whoOf(main) !== ''

/** 家长, 户主, 司机 alone above a column of names. */
export const NAMED_ALONE = /^(?:户主|业主|车主|司机|驾驶员|家长|联系人|购票人|收件人|收货人)$/
