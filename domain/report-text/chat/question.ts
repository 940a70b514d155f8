import { rewrite, type Folded } from '../fold/folded.ts'

/** Lines that only speak to a colleague: @社区小桃 你那边还剩几个？ */
export function withoutAsides(text: Folded): Folded {
  return text.text.includes('@') ? rewrite(text, ASIDE, '') : text
}

const ASIDE = /(?:^|\n)@[^\n\d#]*(?=\n|$)/g

/** 姓名？ 叫什么名字？ */
export const asksForName = (body: string): boolean =>
  body.length < 20 && /(?:姓名|名字|全名|叫什么|叫啥).{0,3}[?？]?$/.test(body)

/** 录了没? 谁在跟#…: asks about a resident, tells nothing. */
export function isQuestion(whole: string): boolean {
  const text = whole.replace(ASIDE, '')
  return (
    /[?]|(?:了|过|到)没有?$|[吗呢]$|谁在跟|谁负责|叫啥|叫什么|哪个组|帮(?:忙)?(?:看|查|核|确认)|查不到/.test(
      text.trim(),
    ) && !/[阴阳]|返囻|回囻|接通|无人|关机/.test(text)
  )
}
