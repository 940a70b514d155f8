// P2: whole header rows as different offices write them, with a few rows of people below.
import { expect, it } from 'vitest'
import { parseList } from '../../../domain/lists/parse-list.ts'
import { CONTENTS } from '../../support/column-contents.ts'

/** `header:meaning` separated by spaces; `named` is somebody else's name and stays unknown. */
const SENDERS: Record<string, string> = {
  卫健: `序号:ignore 个案编号:ignore 姓名:name 性别:gender 年龄:age 身份证号:idNumber 联系电话:phone 现住址:address 所属街道（镇）:street 所属村居:community 人员类别:unknown 密接判定时间:unknown
    末次暴露时间:unknown 暴露地点:riskPlace 管控措施:control 管控地点:unknown 采样日期:testedAt 核酸检测结果:testResult 接种剂次:vaccineDoses 备注:remark`,
  公安: `序号:ignore XM姓名:name 公民身份号码:idNumber 联系电话:phone 户籍地址:household 现住地址:address 驻留地:unknown 来源地市:origin 到达日期:arrivedOn 管辖派出所:unknown 社区民警:named 民警电话:otherPhone 数据来源:source`,
  大数据局: `流水号:ignore 手机号码:phone 姓名:name 证件类型:idType 证件号码:idNumber 风险区域名称:riskPlace 离开风险区时间:unknown 到达本市时间:arrivedOn 居住区县:district 居住镇街:street 居住社区:community 详细地址:address
    健康码状态:healthCode 推送批次:unknown 推送时间:unknown 核查反馈截止时间:deadline`,
  铁路: `序号:ignore 旅客姓名:name 证件类型:idType 证件号码:idNumber 联系电话:phone 车次:vehicleNo 车厢:unknown 座位号:unknown 乘车站:origin 到站:unknown 到站时间:arrivedOn 票号:unknown`,
  机场: `序号:ignore 旅客姓名:name 证件号:idNumber 旅客手机号:phone 航班号:vehicleNo 始发机场:origin 航班到达时间:arrivedOn 座位:unknown 目的地详细地址:address`,
  学校: `序号:ignore 学院:unknown 班级:unknown 学号:ignore 学生姓名:name 性别:gender 身份证号:idNumber 本人联系电话:phone 家长姓名:named 家长联系电话:otherPhone 返校时间:arrivedOn 返校交通工具:transport 车次/航班号:vehicleNo
    假期居住地:address 宿舍号:address 辅导员:named 辅导员电话:otherPhone`,
  工地: `序号:ignore 项目名称:unknown 工人姓名:name 身份证号码:idNumber 手机号:phone 工种:unknown 班组:unknown 班组长:named 班组长电话:otherPhone 籍贯:household 进场时间:arrivedOn 从何地来:origin 来深交通方式:transport
    宿舍房号:address 48小时核酸结果:testResult 健康码颜色:healthCode`,
  街道: `序号:ignore 姓名:name 联系方式:phone 身份证号码:idNumber 返渝到达时间:arrivedOn 返渝交通工具:transport 车次（航班号）:vehicleNo 来渝前居住地:origin 在渝居住地址:address 所属社区:community 包保责任人:named 包保责任人电话:otherPhone
    是否纳管:unknown 备注:remark`,
  社区: `网格:unknown 网格员:named 联系电话:otherPhone 姓名:name 手机:phone 楼栋:address 单元:address 房号:address 何时返浙:arrivedOn 从哪返浙:origin 乘坐什么交通工具:transport 最近一次核酸时间:testedAt 疫苗接种情况:vaccineDoses`,
  口岸: `NO.:ignore 姓名（Name）:name 护照号:idNumber 国籍:unknown 联系方式（Tel）:phone 入境时间:arrivedOn 入境口岸:unknown 航班号:vehicleNo 始发国家:origin 隔离酒店:unknown 解除隔离时间:unknown 目的地住址:address`,
  企业: `员工编号:ignore 员工姓名:name 部门:unknown 手机号码:phone 紧急联系人:named 紧急联系人电话:otherPhone 现居住地址:address 外出目的地:origin 返岗日期:arrivedOn 48小时内核酸检测结果:testResult`,
  货运: `序号:ignore 车牌号:vehicleNo 司机姓名:name 司机身份证号:idNumber 司机电话:phone 出发地:origin 到达时间:arrivedOn 接收单位:unknown 收货联系人:named 收货人电话:otherPhone`,
}

const parse = (list: string) =>
  list
    .trim()
    .split(/\s+/)
    .map(pair => {
      const at = pair.lastIndexOf(':')
      return [pair.slice(0, at), pair.slice(at + 1)] as const
    })

it.each(Object.entries(SENDERS))('the list of %s maps itself', (_, list) => {
  const columns = parse(list)
  const people = Array.from({ length: 12 }, (_, i) => columns.map(([, meaning]) => CONTENTS[meaning]?.(i) ?? null))
  const grid = { name: 'Sheet1', rows: [columns.map(([header]) => header), ...people], merges: [] }

  const read = parseList({ file: 'x', grids: [grid], today: '2022-05-21' })

  const sheet = read.refused ? null : read.answer.sheets[0]
  const got = columns.map(([header]) => [header, sheet?.mapping[header] ?? 'unknown'])
  expect(got).toEqual(columns.map(([header, meaning]) => [header, meaning === 'named' ? 'unknown' : meaning]))
  expect(read).toMatchObject({ answer: { rows: 12, new: 12 } })
})
