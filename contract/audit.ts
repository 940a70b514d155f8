import * as v from 'valibot'
import { Id, Instant } from './common.ts'
import { PageQuery, pageOf } from './paging.ts'

/** What is done to residents' data, or decides who may do it, and must be written down. */
export const AUDIT_ACTIONS = [
  'dial',
  'reveal',
  'compare',
  'import',
  'export',
  'purge',
  'search',
  'screenshot',
  'copying',
  'roles',
  'moved',
  'assign',
  'limits',
] as const
export const AuditAction = v.picklist(AUDIT_ACTIONS)
export type AuditAction = v.InferOutput<typeof AuditAction>

export const AUDIT_ACTION_LABEL: Record<AuditAction, string> = {
  dial: '拨打',
  reveal: '查看明文',
  compare: '比对',
  import: '导入名单',
  export: '导出名单',
  purge: '到期删除',
  search: '查询查看记录',
  screenshot: '截屏',
  copying: '复制被拒',
  roles: '调整角色',
  moved: '人员变动',
  assign: '认定样本',
  limits: '调整额度',
}

/** One deed (审计). Names no resident: the task is named by its code and the masked name. */
export const AuditEntry = v.object({
  at: Instant,
  action: AuditAction,
  /** The field that was shown, such as `phone`; for other deeds what they were about. */
  field: v.nullable(v.string()),
  /** A code of `REVEAL_REASONS` with a reveal, free text of the server with others. */
  reason: v.nullable(v.string()),
  staffId: Id,
  /** 系统 where no person did it. */
  staffName: v.string(),
  unitName: v.nullable(v.string()),
  taskId: v.nullable(Id),
  taskCode: v.nullable(v.string()),
  /** Masked; null without a task. */
  name: v.nullable(v.string()),
})
export type AuditEntry = v.InferOutput<typeof AuditEntry>

/** Newest first. */
export const AuditPage = pageOf(AuditEntry)
export type AuditPage = v.InferOutput<typeof AuditPage>

export const ListOwnAuditQuery = v.object(PageQuery.entries)

/** What a lead searches by: person, task, deed, reason, time (`from` included, `to` not). */
export const ListAuditQuery = v.object({
  ...PageQuery.entries,
  staffId: v.optional(Id),
  taskId: v.optional(Id),
  /** A task code, as people write it. */
  code: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(12))),
  action: v.optional(AuditAction),
  reason: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))),
  from: v.optional(Instant),
  to: v.optional(Instant),
})
export type ListAuditQuery = v.InferOutput<typeof ListAuditQuery>

/** A resident asks who looked at their number. */
export const SearchSubject = v.object({ phone: v.pipe(v.string(), v.trim(), v.minLength(5), v.maxLength(30)) })
export type SearchSubject = v.InferOutput<typeof SearchSubject>

/** The newest 500 looks at one number in the lead's units. */
export const SubjectAudit = v.object({ items: v.array(AuditEntry) })
export type SubjectAudit = v.InferOutput<typeof SubjectAudit>

/** Ways out of a page that it refuses. */
const COPY_WAYS = ['copy', 'cut', 'select', 'menu', 'drag', 'print', 'save'] as const
export type CopyWay = (typeof COPY_WAYS)[number]

export const COPY_WAY_LABEL: Record<CopyWay, string> = {
  copy: '复制',
  cut: '剪切',
  select: '全选',
  menu: '长按菜单',
  drag: '拖出',
  print: '打印',
  save: '另存',
}

/** A page refused to let something out. */
export const RefuseCopy = v.object({ way: v.picklist(COPY_WAYS), taskId: v.optional(Id) })
export type RefuseCopy = v.InferOutput<typeof RefuseCopy>

export const CaptureScreen = v.object({ taskId: v.optional(Id) })
export type CaptureScreen = v.InferOutput<typeof CaptureScreen>
