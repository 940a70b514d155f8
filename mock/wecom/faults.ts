/** Trouble on purpose, for tests and for showing on the stage how the app takes it. */
export interface Faults {
  /** The next `times` calls of this API (for example `appchat/send`, or `*`) are refused with `errcode`. */
  refuseNext(api: string, errcode: number, times?: number): void
  /** The next `times` calls of this API are done, and their answers get lost on the way back. */
  loseAnswerNext(api: string, times?: number): void
  /** As if the line were cut: calls fail without an answer. */
  setNetworkDown(down: boolean): void
  setLatency(ms: number): void
  clear(): void
  /** The refusal due for this call, if any; uses it up. */
  takeRefusal(api: string): number | null
  /** Whether the answer to this call gets lost; uses it up. */
  takeLoss(api: string): boolean
  readonly networkDown: boolean
  readonly latencyMs: number
}

export function createFaults(): Faults {
  let planned: { api: string; errcode: number; left: number }[] = []
  let losses: { api: string; left: number }[] = []
  let networkDown = false
  let latencyMs = 0

  function takeLoss(api: string): boolean {
    const due = losses.find(loss => loss.left > 0 && loss.api === api)
    if (due) due.left -= 1
    return due !== undefined
  }

  function takeRefusal(api: string): number | null {
    const due = planned.find(plan => plan.left > 0 && (plan.api === '*' || plan.api === api))
    if (!due) return null
    due.left -= 1
    return due.errcode
  }

  function clear() {
    planned = []
    losses = []
    networkDown = false
    latencyMs = 0
  }

  return {
    refuseNext: (api, errcode, times = 1) => void planned.push({ api, errcode, left: times }),
    loseAnswerNext: (api, times = 1) => void losses.push({ api, left: times }),
    setNetworkDown: down => void (networkDown = down),
    setLatency: ms => void (latencyMs = ms),
    clear,
    takeRefusal,
    takeLoss,
    get networkDown() {
      return networkDown
    },
    get latencyMs() {
      return latencyMs
    },
  }
}
