import type { SimulatedPhone } from './types.ts'

/** Where a page can have been opened from (`getContext`, WeCom document 94315). */
export const ENTRIES = [
  'normal',
  'chat_attachment',
  'single_chat_tools',
  'group_chat_tools',
  'internal_group_chat_board',
  'contact_profile',
] as const

type PageEntry = (typeof ENTRIES)[number]

interface PhoneState {
  entry: PageEntry
  /** The chat the page was opened from. */
  chatId: string | null
  clipboard: string
}

export interface Phones {
  list(): readonly SimulatedPhone[]
  find(label: string): SimulatedPhone | null
  getState(key: string): PhoneState
  change(key: string, change: Partial<PhoneState>): void
  /** What is copied on the stage can be pasted on every phone. */
  copyToAll(text: string): void
}

/** State of the phones on the stage. Keys are labels, or user ids for a page opened by itself. */
export function createPhones(phones: readonly SimulatedPhone[]): Phones {
  const states = new Map<string, PhoneState>()

  function getState(key: string): PhoneState {
    const known = states.get(key)
    if (known) return known
    const state: PhoneState = { entry: 'normal', chatId: null, clipboard: '' }
    states.set(key, state)
    return state
  }

  function copyToAll(text: string): void {
    for (const { label } of phones) getState(label)
    for (const state of states.values()) state.clipboard = text
  }

  return {
    list: () => phones,
    find: label => phones.find(phone => phone.label === label) ?? null,
    getState,
    change: (key, change) => void Object.assign(getState(key), change),
    copyToAll,
  }
}

/** `caller` in `caller.hecha.localhost:8080`. */
export function firstLabel(host: string): string {
  return host.split('.', 1)[0] ?? ''
}
