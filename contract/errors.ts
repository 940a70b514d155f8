import * as v from 'valibot'
import { ErrorDetails } from './error-details.ts'
import { FILE_REFUSALS } from './file-refusals.ts'
import { PAGE_REFUSALS } from './page-refusals.ts'

/**
 * Every refusal the server can give, with the sentence a person reads. A sentence says what to do next.
 * The HTTP status of a code stands in `server/errors.ts`; a code without a status does not compile.
 */
export const ERROR_SENTENCES = {
  ...FILE_REFUSALS,
  ...PAGE_REFUSALS,
  unauthenticated: '登录已过期，请重新进入页面。',
  login_failed: '登录没有成功，请返回工作台重新打开。',
  login_state_mismatch: '登录校验不一致，请关闭页面后从工作台重新打开。',
  not_a_member: '您不在本单位通讯录内，请联系管理员。',
  not_visible: '您还不在本应用的可见范围，请联系管理员。',
  no_role: '您还没有岗位，请联系统筹在「我的 › 成员」里设置。',
  forbidden: '您的岗位不能做这件事。',
  foreign_origin: '请求来源不对，请从工作台重新打开页面。',
  url_not_ours: '这个网址不能签名，请从工作台重新打开页面。',
  not_found: '没有找到，可能已被删除或不在您的辖区。',
  no_such_route: '没有这个接口，请刷新页面后再试。',
  invalid_input: '内容有误，请检查后再提交。',
  request_id_missing: '请求缺少编号，请刷新页面后再试。',
  request_id_reused: '请求编号重复，请刷新页面后再试。',
  too_large: '内容太大，请减少后再提交。',
  task_changed: '这条任务刚被改动过，请看过最新情况再提交。',
  task_closed: '这条任务已经关闭，不用再打。',
  hands_full: '您手上已有 3 条没有反馈的任务，请先反馈、记下结果或放开一条，再打下一位。',
  too_early: '还没到再打的时间，请先打下一位。',
  ladder_over: '已按次数打完，不再拨打，请上门或发短信；约好时间可以记「晚点打」。',
  rung_just_now: '这个号码 10 分钟内刚打过，请先打下一位。',
  number_known: '这个号码在别的名单上已有人打通，或说好了时间；确有需要，请确认后再打。',
  quiet_hours: '22:00 到 8:00 不打扰居民，这份名单不急，请明早再打。',
  quiet_hours_urgent: '现在是 22:00 到 8:00，居民可能睡了；名单加急，请确认后再打。',
  task_held: '同事正在拨打这个号码，请先打下一位。',
  already_recorded: '这条反馈已经录入。',
  undo_expired: '超过 10 分钟，不能撤销，请用更正。',
  call_not_current: '这通电话已经撤销，或者之后又有人打过，请看最新情况。',
  record_not_current: '这条录入已被更正或撤销，请看最新一条。',
  group_missing: '还没有设置群，请统筹在「我的 › 群」里设置。内容已保存。',
  bulletin_group_missing: '还没有通报群，没有发出。您可以在「我的 › 群」里给您的单位设置通报群，设好再点一次。',
  bulletin_just_sent: '两分钟内刚发过一次通报，请先到群里看看。',
  report_empty: '还没有填任何情况，请先选人在哪里或核酸，再提交。',
  report_line_personal: '发到群里的文字里有完整的号码、证件号或姓名，请改成任务码或尾号。',
  last_lead: '至少要保留一位统筹。',
  directory_empty: '政务微信里看不到任何部门，请管理员把本应用的可见范围设为全单位，再同步。',
  level_not_below: '下级的层级要低于上级，请检查部门的层级。',
  member_left: '这位同事已不在通讯录，请先同步通讯录再设置。',
  webhook_invalid: '这不是群机器人的地址，请在群里复制完整的 Webhook 地址再粘贴。',
  chat_id_missing: '请填写群编号，或选择由本应用建群。',
  group_too_small: '建群至少要两位有岗位的同事，请先在「我的 › 成员」里设置岗位。',
  group_too_large: '一个群最多 2000 人，请改用群机器人地址，或在下级单位分别建群。',
  directory_stale: '通讯录有变动，请先同步通讯录，再试一次。',
  app_group_not_allowed: '政务微信不允许本应用建群，请管理员把可见范围设为全单位，或改用群机器人地址。',
  wecom_unavailable: '政务微信暂时连不上，已保存，稍后自动重试。',
  wecom_rate_limited: '政务微信发送太频繁，已排队，稍后自动发送。',
  wecom_refused: '政务微信没有接受，请统筹检查群设置。',
  database_unavailable: '系统暂时连不上数据库，您填的内容还在，请稍后再点一次。',
  messages_full: '您十分钟里发到群里的消息太多，同事的会被挡在后面。内容还在，请过几分钟再发。',
  drafts_full: '您写了没发的反馈太多，请先把写好的发出去，再写新的。',
  outbox_full: '两天里补发的太多，请过一会儿再试；没发出的仍留在手机里。',
  uploads_busy: '现在上传名单的人太多，请等一两分钟再传。',
  upload_slow: '名单传得太慢，已停止，请换到网络好的地方再传。',
  rate_limited: '操作太频繁，请稍等一会儿再试。',
  batch_known: '这个文件已经导入过，没有重复导入。',
  sample_settled: '化验室已写明这份样本是谁的，不用再认。',
  no_community: '名单里看不出是哪个社区，请选择社区后再导入。',
  list_name_personal: '名单名称或来源里有姓名、号码、证件或门牌，大家和群里都会看到；请改成看不出是谁的名称。',
  untrained: '请先学完隐私课（3 分钟），再查看或拨打。',
  look_limit: '一小时内查看、拨打和比对太多，已暂停并告诉统筹，请过一会儿再试。',
  paste_too_heavy: '这一段太长，读了太久，已停止，请分几次粘贴。',
  reader_busy: '前面还有几份在读，请等它们读完再试。',
  given_up: '这次请求已经中断，请再试一次。',
  paste_too_many: '这一段说到的人太多，没有识别，请分几次粘贴。',
  nothing_to_reveal: '名单里没有这一项。',
  sealed_unreadable: '存在手机里的这一条打不开了，请重新填一次。',
  sealed_by_other: '这一条是另一位同事在这台手机上填的，请由本人登录后发送。',
  waited_too_long: '这一条等了两天才发出，没有再记，请看过任务后重新填。',
  answer_expired: '这次结果已经过期，请重新操作一次。',
  purged: '这批名单已过保存期，个人信息已删除。',
  batch_in_use: '这份名单已经有人打过电话或反馈，不能整批撤回；可以关闭名单。',
  batch_not_open: '这份名单已经关闭或撤回。',
  feed_header_missing: '没有找到核酸结果的表头，请保留编号、采样时间、结果三列。',
  feed_not_configured: '还没有设置结果接口的密钥，请联系管理员。',
  feed_signature_wrong: '签名不对，请检查密钥、时间和内容。',
  feed_delivery_missing: '请求缺少投递编号 X-Hecha-Delivery（UUID）。',
} as const

export type ErrorCode = keyof typeof ERROR_SENTENCES

export const ERROR_CODES = Object.keys(ERROR_SENTENCES) as [ErrorCode, ...ErrorCode[]]

/** The body of every answer that is not 2xx. */
export const ErrorBody = v.object({ code: v.picklist(ERROR_CODES), ...ErrorDetails.entries })
export type ErrorBody = v.InferOutput<typeof ErrorBody>
