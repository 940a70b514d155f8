import type { IssuedCredential, SimulatedGroup, SimulatedMessage } from './types.ts'

export interface SavedSimulation {
  groups: SimulatedGroup[]
  /** Oldest first. */
  messages: SimulatedMessage[]
  credentials: IssuedCredential[]
}

/** What outlives a restart of the simulated service. Saving a thing with a known id replaces it. */
export interface SimulationStore {
  load(): Promise<SavedSimulation>
  saveGroup(group: SimulatedGroup): Promise<void>
  saveMessage(message: SimulatedMessage): Promise<void>
  saveCredential(credential: IssuedCredential): Promise<void>
  dropCredential(value: string): Promise<void>
}

export function createMemorySimulationStore(): SimulationStore {
  const groups = new Map<string, SimulatedGroup>()
  const messages = new Map<number, SimulatedMessage>()
  const credentials = new Map<string, IssuedCredential>()

  return {
    load: async () =>
      structuredClone({
        groups: [...groups.values()],
        messages: [...messages.values()],
        credentials: [...credentials.values()],
      }),
    saveGroup: async group => void groups.set(group.chatId, structuredClone(group)),
    saveMessage: async message => void messages.set(message.id, structuredClone(message)),
    saveCredential: async credential => void credentials.set(credential.value, credential),
    dropCredential: async value => void credentials.delete(value),
  }
}
