import { refuse } from './refusal.ts'
import { isObject, objectField, textField, type JsonObject } from './request-body.ts'
import type { SimulatedCard, SimulatedMessage } from './types.ts'
import { byteLength, truncateToBytes } from './utf8.ts'

export type MessageContent = Pick<SimulatedMessage, 'format' | 'text' | 'card'>

const MAX_ARTICLES = 8
const TITLE_MAX_BYTES = 128
const DESCRIPTION_MAX_BYTES = 512

export interface ContentRules {
  /** Limit of text and markdown, in bytes. */
  textMaxBytes: number
  markdownMaxBytes: number
  /** App groups and webhooks refuse what is too long, messages to people are cut. */
  tooLong: 'refuse' | 'truncate'
  types: readonly string[]
}

/** Reads `msgtype` and its body, or refuses: 40008 unknown type, 44004 empty, 45002 too long, 45008 too many articles. */
export function readContent(body: JsonObject, rules: ContentRules): MessageContent {
  const type = textField(body, 'msgtype')
  if (!rules.types.includes(type)) return refuse(40008)
  const part = objectField(body, type)
  if (type === 'text') return readText('text', part, rules.textMaxBytes, rules)
  if (type === 'markdown' || type === 'markdown_v2') return readText(type, part, rules.markdownMaxBytes, rules)
  if (type === 'textcard') return { format: 'card', text: '', card: readCard(part) }
  if (type === 'news') return { format: 'card', text: '', card: readFirstArticle(part) }
  if (type === 'template_card') return { format: 'card', text: '', card: readTemplateCard(part) }
  return { format: 'other', text: `[${type}]`, card: null }
}

function readText(
  format: 'text' | 'markdown' | 'markdown_v2',
  part: JsonObject,
  maxBytes: number,
  { tooLong }: ContentRules,
): MessageContent {
  const content = textField(part, 'content')
  if (content.trim() === '') return refuse(44004)
  if (tooLong === 'refuse' && byteLength(content) > maxBytes) return refuse(45002)
  return { format, text: truncateToBytes(content, maxBytes), card: null }
}

function readCard(part: JsonObject): SimulatedCard {
  const card = {
    title: textField(part, 'title'),
    description: textField(part, 'description'),
    url: textField(part, 'url'),
  }
  if (card.title === '' || card.url === '') return refuse(40058)
  return {
    title: truncateToBytes(card.title, TITLE_MAX_BYTES),
    description: truncateToBytes(card.description, DESCRIPTION_MAX_BYTES),
    url: card.url,
  }
}

function readFirstArticle(part: JsonObject): SimulatedCard {
  const articles = part['articles']
  if (!Array.isArray(articles) || articles.length === 0) return refuse(40058)
  if (articles.length > MAX_ARTICLES) return refuse(45008)
  const [first] = articles as unknown[]
  return isObject(first) ? readCard(first) : refuse(40058)
}

function readTemplateCard(part: JsonObject): SimulatedCard {
  const title = objectField(part, 'main_title')
  const action = objectField(part, 'card_action')
  return { title: textField(title, 'title'), description: textField(title, 'desc'), url: textField(action, 'url') }
}
