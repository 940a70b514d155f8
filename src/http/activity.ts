const SIGNS = ['pointerdown', 'touchstart', 'keydown', 'wheel'] as const

/** Some seconds of thought between a touch and what it asks for are still the person's doing. */
const PRESENT_MS = 60_000

/** Opening the page is somebody's doing too. */
let touchedAt = Date.now()

const touch = () => void (touchedAt = Date.now())

/** Notes every touch and key on the page from now on. */
export function noteActivity(): void {
  for (const sign of SIGNS) window.addEventListener(sign, touch, { capture: true, passive: true })
}

/** How long nobody has touched the page, in ms. By the wall clock: a phone's timers rest while it sleeps. */
export const idleMs = (): number => Date.now() - touchedAt

/** False where the page is busy by itself, as when it follows what colleagues do. */
export const isPersonPresent = (): boolean => idleMs() < PRESENT_MS
