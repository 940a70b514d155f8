/** The SMS text for a number that was tried in vain: who writes, what for, what to do; nothing of the resident in it. */
export const smsText = (unitName: string, ruleName: string): string =>
  `【${unitName}】您好，我们多次致电没有联系上您，想核实近期行程和核酸（${ruleName}）。` +
  '请方便时回电社区或尽快完成核酸。本短信不含链接，不索要验证码。'
