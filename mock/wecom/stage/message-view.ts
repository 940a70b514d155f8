import type { SimulatedMention, SimulatedMessage } from '../types.ts'
import { clockAt, dayAt } from '../../../domain/time/clock.ts'
import { splitLinks, textOf } from './chat-text.ts'
import { element } from './dom.ts'

/** One message of the group: who, when, what, and who is meant. `openLink` is called with the address of a tapped link. */
export function makeMessage(message: SimulatedMessage, openLink: (url: string) => void): HTMLLIElement {
  const { sender, at, id, recalled } = message
  if (recalled) {
    const note = element('p', { class: 'note', text: `${sender.name}${textOf(message)}` })
    return element('li', { attributes: { 'data-message': String(id) } }, note)
  }
  const avatar = element('i', {
    class: `avatar ${sender.kind}`,
    text: sender.name.slice(0, 1),
    attributes: { 'aria-hidden': 'true' },
  })
  const head = element(
    'p',
    { class: 'sender' },
    element('b', { text: sender.name }),
    sender.kind === 'member' ? null : element('em', { text: sender.kind === 'app' ? '应用' : '机器人' }),
    element('time', { text: clockAt(at), attributes: { datetime: at, title: `${dayAt(at)} ${clockAt(at)}` } }),
  )
  const said = element('div', { class: 'said' }, head, makeBody(message, openLink))
  return element('li', { attributes: { 'data-message': String(id) } }, avatar, said)
}

function makeBody(message: SimulatedMessage, openLink: (url: string) => void): HTMLElement {
  const { card, mentions, highlightsMentions, confidential } = message
  if (card) return makeCard(card.title, card.description, () => openLink(card.url))
  const body = element('p', { class: confidential ? 'bubble confidential' : 'bubble' })
  for (const { text, isLink } of splitLinks(message.text)) {
    body.append(isLink ? makeLink(text, openLink) : text)
  }
  for (const mention of mentions.filter(one => !message.text.includes(`@${one.name}`)))
    body.append(' ', nameOf(mention))
  if (highlightsMentions) highlight(body, mentions)
  return body
}

function makeCard(title: string, description: string, open: () => void): HTMLElement {
  const card = element('button', { class: 'bubble card', attributes: { type: 'button' } })
  card.append(element('b', { text: title }), element('span', { text: description }))
  card.addEventListener('click', open)
  return card
}

function makeLink(url: string, openLink: (url: string) => void): HTMLAnchorElement {
  const link = element('a', { text: '打开', attributes: { href: url, title: url } })
  link.addEventListener('click', event => {
    event.preventDefault()
    openLink(url)
  })
  return link
}

const nameOf = ({ name }: SimulatedMention) => `@${name}`

/** Wraps `@姓名` of the mentioned wherever it stands in the text. */
function highlight(body: HTMLElement, mentions: readonly SimulatedMention[]): void {
  const names = mentions.map(nameOf)
  if (names.length === 0) return
  const pattern = new RegExp(`(${names.map(name => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  for (const node of [...body.childNodes].filter(child => child instanceof Text)) {
    const parts = node.data.split(pattern).filter(part => part !== '')
    node.replaceWith(...parts.map(part => (names.includes(part) ? element('mark', { text: part }) : part)))
  }
}
