import type { WecomContent } from '../ports/wecom.ts'

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
