import { fetchPhones } from './api.ts'
import { showChat } from './chat-view.ts'
import { byId } from './dom.ts'
import { connectLab } from './lab-view.ts'
import { layOut } from './layout.ts'
import { showPhones } from './phones-view.ts'

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

/** The phones' sessions are cookies of hosts below this one, so the stage has to be opened under its own name. */
function isOnOwnHost(): boolean {
  if (location.hostname.split('.').length > 1 && !/^[\d.]+$/.test(location.hostname)) return true
  location.replace(`${location.protocol}//hecha.localhost:${location.port}${location.pathname}`)
  return false
}

function runClock(): void {
  const clock = byId('clock', HTMLElement)
  const tick = () => void (clock.textContent = CLOCK.format(new Date()))
  tick()
  setInterval(tick, 1_000)
}

async function start(): Promise<void> {
  runClock()
  connectLab()
  const phones = await fetchPhones()
  let currentChatId = (): string | null => null
  const phonesView = showPhones(byId('stage', HTMLElement), phones, () => currentChatId())
  layOut(phones)
  ;({ currentChatId } = await showChat(phones, phonesView))
}

if (isOnOwnHost()) void start()
