import { rewrite, type Folded } from '../fold/folded.ts'

/** Lines of a form that name who reports, checks or is on duty: colleagues, no residents. */
const STAFF =
  /(^|[\n;；。])[ 【[]*(?:填报|填表|报送|报告|上报|反馈|记录|核查|流调|排查|跟进|登记|联络|小组联系|值班|经办|审核|录入)(?:人员?|员|者)(?:签名)?[】\]]?[ ]?[:：][^\n;；。]*|(^|[\n;；。])[ ]*(?:小组成员|值班电话|社区电话|咨询电话|联络电话|网格员|网格长|社区民警|填报单位)[:：][^\n;；。]*/g

/** The text without what such lines say. */
export function withoutStaff(text: Folded): Folded {
  return /[:：]/.test(text.text) ? rewrite(text, STAFF, (_, before = '', other = '') => before + other) : text
}
