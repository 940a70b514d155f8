import { rewrite, type Folded } from '../fold/folded.ts'

/** Lines of a form that name who reports, checks or is on duty: colleagues, no residents. */
const STAFF =
  /(^|[\n;；。])[ 【[]*(?:填报|填表|报送|报告|上报|反馈|记录|核查|流调|排查|跟进|登记|联络|小组联系|值班|经办|审核|录入)(?:人员?|员|者)(?:签名)?[】\]]?[ ]?[:：][^\n;；。]*|(^|[\n;；。])[ ]*(?:小组成员|值班电话|社区电话|咨询电话|联络电话|网格员|网格长|社区民警|填报单位)[:：][^\n;；。]*/g

/** 丽晶酒店前台反馈：, 物业保安老曾：, 九年级3班班主任补报：: who writes, before what is written. */
const WRITER =
  /(^|\n)[^\n，,。;；:：|]{0,16}(?:前台|人事|人事部|HR|班主任|宿管|宿管员|保安|门卫|门岗|站长|护士|村医|社康|医生|园长|校长|辅导员|主管|经理|管家|安全员|队长|车队|物业|管理处|网格员|网格长|楼长|楼栋长|店长|村委|居委|调度|卫生站|诊所)(?:老?\p{Script=Han})?(?:上门)?(?:反馈|回复|补报|代报|报告|上报|登记|随访|帮忙问的|帮问的|报|说|讲|称)?(?:的)?[:：] ?/gu
/** 王老师你好，: to whom it is written. */
const GREETED =
  /(^|\n)\p{Script=Han}{1,3}(?:老师|主任|组长|领导|医生|姐|哥|书记|同志)们?(?:你们?好|您好|好|晚上好|早上好)[，,。!！~ ]+/gu

/** The text without what such lines say. */
export function withoutStaff(text: Folded): Folded {
  const plain = text.text.includes('好') ? rewrite(text, GREETED, (_, before = '') => before) : text
  if (!/[:：]/.test(plain.text)) return plain
  const unsigned = rewrite(plain, STAFF, (_, before = '', other = '') => before + other)
  return rewrite(unsigned, WRITER, (_, before = '') => before)
}
