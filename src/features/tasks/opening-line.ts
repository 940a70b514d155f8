import type { TaskDetail } from '../../../contract/tasks.ts'

/** How to address a resident of whom only the masked name is known: by surname, else 您. */
export function addressOf(maskedName: string): string {
  const surname = /^[㐀-鿿]+/.exec(maskedName)?.[0]
  return surname && !maskedName.includes('、') ? `${surname}先生/女士` : '您'
}

/** What to say first: who is calling, then the number and the place before the name, which lists often have wrong. */
export function openingLine({ unitName, phoneTail, known }: TaskDetail): string {
  const question = known.origin ? `请问您近期是否到过${known.origin}？` : '想核实一下您近期的行程和核酸。'
  return `您好，这里是${unitName}防疫组。您的手机尾号是 ${phoneTail} 对吗？${question}`
}
