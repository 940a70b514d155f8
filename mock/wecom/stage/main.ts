import { clockAt, dayAt } from '../../../domain/time/clock.ts'
import { monthDayWords, weekdayOf } from '../../../domain/time/days.ts'
import { fetchPhones } from './api.ts'
import { showChat } from './chat-view.ts'
import { byId } from './dom.ts'
import { connectLab } from './lab-view.ts'
import { layOut } from './layout.ts'
import { showPhones } from './phones-view.ts'

/** `5月21日 周六 14:10` at +08:00. */
function clockLine(now: number): string {
  const day = dayAt(now)
  return `${monthDayWords(day)} 周${'一二三四五六日'.charAt(weekdayOf(day) - 1)} ${clockAt(now)}`
}

/** The phones' sessions are cookies of hosts below this one, so the stage has to be opened under its own name. */
function isOnOwnHost(): boolean {
  if (location.hostname.split('.').length > 1 && !/^[\d.]+$/.test(location.hostname)) return true
  location.replace(`${location.protocol}//hecha.localhost:${location.port}${location.pathname}`)
  return false
}

function runClock(): void {
  const clock = byId('clock', HTMLElement)
  const tick = () => void (clock.textContent = clockLine(Date.now()))
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
