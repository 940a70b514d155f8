/** Trouble on purpose, for tests and for showing on the stage how the app takes it. */
export interface Faults {
  /** The next `times` calls of this API (for example `appchat/send`, or `*`) are refused with `errcode`. */
  refuseNext(api: string, errcode: number, times?: number): void
  /** As if the line were cut: calls fail without an answer. */
  setNetworkDown(down: boolean): void
  setLatency(ms: number): void
  clear(): void
  /** The refusal due for this call, if any; uses it up. */
  takeRefusal(api: string): number | null
  readonly networkDown: boolean
  readonly latencyMs: number
}

export function createFaults(): Faults {
  let planned: { api: string; errcode: number; left: number }[] = []
  let networkDown = false
  let latencyMs = 0

  function takeRefusal(api: string): number | null {
    const due = planned.find(plan => plan.left > 0 && (plan.api === '*' || plan.api === api))
    if (!due) return null
    due.left -= 1
    return due.errcode
  }

  function clear() {
    planned = []
    networkDown = false
    latencyMs = 0
  }

  return {
    refuseNext: (api, errcode, times = 1) => void planned.push({ api, errcode, left: times }),
    setNetworkDown: down => void (networkDown = down),
    setLatency: ms => void (latencyMs = ms),
    clear,
    takeRefusal,
    get networkDown() {
      return networkDown
    },
    get latencyMs() {
      return latencyMs
    },
  }
}
