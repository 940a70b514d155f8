import type { WecomContent } from '../ports/wecom.ts'

/** WeCom's limit for a text in a group, in UTF-8 bytes; longer ones are refused, not cut (document 90248). */
export const GROUP_TEXT_MAX_BYTES = 2_048

/** The part of `appchat/send`, `message/send` and `webhook/send` that they share. */
export function makeMessageBody(content: WecomContent): Record<string, unknown> {
  if (content.kind === 'text') {
    const mentioned = content.mentionedUserIds ?? []
    return {
      msgtype: 'text',
      text: { content: content.text, ...(mentioned.length > 0 ? { mentioned_list: mentioned } : {}) },
    }
  }
  const { title, description, url, buttonText } = content
  return { msgtype: 'textcard', textcard: { title, description, url, ...(buttonText ? { btntxt: buttonText } : {}) } }
}

/** Whether a group takes this text. */
export function fitsGroupText(text: string): boolean {
  return new TextEncoder().encode(text).length <= GROUP_TEXT_MAX_BYTES
}
