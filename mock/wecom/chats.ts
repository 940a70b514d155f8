import type { SimulationStore } from './store.ts'
import type { SimulatedGroup, SimulatedGroupSeed, SimulatedMessage } from './types.ts'

type NewMessage = Pick<SimulatedMessage, 'chatId' | 'sender' | 'format' | 'text' | 'deliveredTo'> &
  Partial<SimulatedMessage>

export interface Chats {
  restore(groups: readonly SimulatedGroup[], messages: readonly SimulatedMessage[]): void
  /** Adds groups staff already use, unless they were restored. */
  seed(groups: readonly SimulatedGroupSeed[]): Promise<void>
  listGroups(): SimulatedGroup[]
  findGroup(chatId: string): SimulatedGroup | null
  findGroupByWebhook(key: string): SimulatedGroup | null
  /** Adds the group, or keeps a change of it. */
  saveGroup(group: SimulatedGroup): Promise<void>
  /** Stores and shows a message; an app's group becomes visible with it. */
  post(message: NewMessage): Promise<SimulatedMessage>
  listMessages(afterId: number): SimulatedMessage[]
  findByMessageId(messageId: string): SimulatedMessage | null
  recall(message: SimulatedMessage): Promise<void>
  /** Calls back with every message posted or recalled from now on. Answers how to stop. */
  subscribe(listener: (message: SimulatedMessage) => void): () => void
}

export function createChats({ store, clock }: { store: SimulationStore; clock: () => Date }): Chats {
  const groups = new Map<string, SimulatedGroup>()
  const listeners = new Set<(message: SimulatedMessage) => void>()
  let messages: SimulatedMessage[] = []

  async function saveGroup(group: SimulatedGroup): Promise<void> {
    groups.set(group.chatId, group)
    await store.saveGroup(group)
  }

  async function seed(seeds: readonly SimulatedGroupSeed[]): Promise<void> {
    for (const { chatId, name, memberIds, webhook } of seeds) {
      if (groups.has(chatId)) continue
      const ownerId = memberIds[0] ?? ''
      const common = { chatId, name, ownerId, memberIds: [...memberIds], agentId: null, visible: true }
      await saveGroup({ ...common, webhook: webhook ?? null })
    }
  }

  async function post(message: NewMessage): Promise<SimulatedMessage> {
    const posted: SimulatedMessage = {
      card: null,
      mentions: [],
      highlightsMentions: false,
      confidential: false,
      messageId: null,
      recalled: false,
      ...message,
      id: (messages.at(-1)?.id ?? 0) + 1,
      at: clock().toISOString(),
    }
    messages.push(posted)
    await Promise.all([reveal(posted.chatId), store.saveMessage(posted)])
    publish(posted)
    return posted
  }

  async function reveal(chatId: string | null): Promise<void> {
    const group = chatId === null ? null : groups.get(chatId)
    if (group && !group.visible) await saveGroup({ ...group, visible: true })
  }

  async function recall(message: SimulatedMessage): Promise<void> {
    const recalled = { ...message, recalled: true, text: '', card: null }
    messages = messages.map(one => (one.id === message.id ? recalled : one))
    await store.saveMessage(recalled)
    publish(recalled)
  }

  function publish(message: SimulatedMessage): void {
    for (const listener of listeners) listener(message)
  }

  function restore(savedGroups: readonly SimulatedGroup[], savedMessages: readonly SimulatedMessage[]): void {
    for (const group of savedGroups) groups.set(group.chatId, group)
    messages = [...savedMessages]
  }

  function subscribe(listener: (message: SimulatedMessage) => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  return {
    restore,
    seed,
    listGroups: () => [...groups.values()],
    findGroup: chatId => groups.get(chatId) ?? null,
    findGroupByWebhook: key => [...groups.values()].find(group => group.webhook?.key === key) ?? null,
    saveGroup,
    post,
    listMessages: afterId => messages.filter(message => message.id > afterId),
    findByMessageId: messageId => messages.find(message => message.messageId === messageId) ?? null,
    recall,
    subscribe,
  }
}
