import type { Alert, AlertKind } from '../../../contract/alerts.ts'

interface AlertWords {
  heading(count: number): string
  /** Whom one alert is about, masked as a list row is. */
  who(alert: Alert): string
  /** What the lead does now. */
  todo: string
  /** Where that is done. */
  link: { to: string; label: string } | null
}

const resident = ({ name, phoneTail }: Alert) => `${name ?? '姓名不详'} 尾号${phoneTail ?? '——'}`
const colleague = ({ staffName }: Alert) => staffName ?? '已离开的同事'
const LOOKS = { to: '/account/audit', label: '查看记录' }

/** What each kind says to a lead. */
export const ALERT_WORDS: Record<AlertKind, AlertWords> = {
  positive: {
    heading: count => `化验室报阳性 ${count} 人，请马上处理`,
    who: resident,
    todo: '马上联系本人，并按阳性处置流程上报。',
    link: null,
  },
  looks_near: {
    heading: count => `查看、拨打和比对快到上限 ${count} 次`,
    who: colleague,
    todo: '一小时的额度用了八成。问清在做什么，核对看了哪些。',
    link: LOOKS,
  },
  look_limit: {
    heading: count => `查看、拨打和比对太多 ${count} 次，已暂停`,
    who: colleague,
    todo: '一小时的额度已用完。问清为什么，核对看了哪些。',
    link: LOOKS,
  },
  guessing: {
    heading: count => `有人在试被遮住的号码或姓名 ${count} 次`,
    who: colleague,
    todo: '同一个遮住的号码或姓名试了很多种，系统已不再比对。马上问清为什么。',
    link: LOOKS,
  },
  screenshot: {
    heading: count => `手机截屏 ${count} 次`,
    who: colleague,
    todo: '提醒本人：截图不要外传，用完就删。',
    link: LOOKS,
  },
}
