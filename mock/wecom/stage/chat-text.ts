import { clockAt, dayAt } from '../../../domain/time/clock.ts'
import type { SimulatedMessage } from '../types.ts'

/** What one message reads like when it is copied. */
export function textOf({ card, text, recalled }: SimulatedMessage): string {
  if (recalled) return '撤回了一条消息'
  return card ? `[链接] ${card.title}` : text
}

/** A whole conversation as phones copy it: a line per day, `name  time` before each message. */
export function copiedChat(messages: readonly SimulatedMessage[]): string {
  let day = ''
  const blocks = messages.map(message => {
    const header = `${message.sender.name}  ${clockAt(message.at)}`
    const newDay = dayAt(message.at) === day ? '' : `—————  ${dayAt(message.at)}  —————\n`
    day = dayAt(message.at)
    return `${newDay}${header}\n${textOf(message)}`
  })
  return blocks.join('\n')
}

/** Text cut into plain parts and web addresses, in order. */
export function splitLinks(text: string): { text: string; isLink: boolean }[] {
  return text
    .split(/(https?:\/\/[^\s，。、）)]+)/)
    .map((part, index) => ({ text: part, isLink: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

/** The same page on the host of a phone. */
export function onPhone(url: string, phoneOrigin: string): string {
  const { pathname, search, hash } = new URL(url)
  return `${phoneOrigin}${pathname}${search}${hash}`
}
