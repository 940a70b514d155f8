/** What the stage page tells a phone's frame. */
export interface StageOrder {
  simulation: 'capture-screen'
}

/** What a phone's frame tells the stage page. */
export interface PhoneNotice {
  simulation: 'window-closed'
}

/** Calls back with orders of the stage page around this frame, and of nobody else. */
export function onStageOrder(window: Window, listener: (order: StageOrder) => void): void {
  window.addEventListener('message', event => {
    if (event.source !== window.parent || window.parent === window) return
    if (!isParentSite(event.origin, window.location.hostname)) return
    const data: unknown = event.data
    if (isOrder(data)) listener(data)
  })
}

/** Tells the stage page something; it holds nothing that others must not hear. */
export function notifyStage(window: Window, notice: PhoneNotice): void {
  const { protocol, host } = window.location
  const stageHost = host.slice(host.indexOf('.') + 1)
  window.parent.postMessage(notice, `${protocol}//${stageHost}`)
}

/** `hecha.localhost` is the site around `caller.hecha.localhost`. */
function isParentSite(origin: string, hostname: string): boolean {
  return URL.canParse(origin) && hostname.endsWith(`.${new URL(origin).hostname}`)
}

function isOrder(data: unknown): data is StageOrder {
  return typeof data === 'object' && data !== null && 'simulation' in data && data.simulation === 'capture-screen'
}
