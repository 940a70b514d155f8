import { createSimulatedBridge, type SimulatedBridge } from './bridge.ts'
import { simulateDialling } from './dial-sheet.ts'
import { createLocalFiles } from './local-files.ts'
import { isPhoneHost, pretendToBePhone } from './phone-host.ts'
import { createClientService } from './service.ts'
import { notifyStage, onStageOrder } from './stage-link.ts'

declare global {
  interface Window {
    WeixinJSBridge?: SimulatedBridge
  }
}

/** Has to run before anything else on the page: the SDK reads user agent and bridge while it loads. */
function installSimulatedClient(): void {
  const onPhone = isPhoneHost(location.hostname)
  if (onPhone) pretendToBePhone(navigator)
  if (onPhone || /wxwork\//i.test(navigator.userAgent)) installBridge(onPhone)
}

function installBridge(onPhone: boolean): void {
  const bridge = createSimulatedBridge({
    service: createClientService('/simulation/client', window.fetch.bind(window)),
    files: createLocalFiles(document),
    currentUrl: () => location.href,
    readRealClipboard: () => navigator.clipboard.readText().catch(() => ''),
    closeWindow: () => (onPhone ? notifyStage(window, { simulation: 'window-closed' }) : window.close()),
    report: reportError,
  })
  window.WeixinJSBridge = bridge
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  onStageOrder(window, () => bridge.emit('onUserCaptureScreen', { err_msg: 'onUserCaptureScreen:ok' }))
  simulateDialling(window)
}

installSimulatedClient()
