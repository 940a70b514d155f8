import { MINUTE_MS } from '../../../../domain/time/lengths.ts'

const TILE = { width: 190, height: 118 } as const
const TILT = -0.36
/** Mid-grey, seen on light and dark alike; so thin that text under it keeps its contrast. */
const INK = 'rgba(128, 134, 145, 0.16)'
const LAYER: Readonly<Record<string, string>> = {
  position: 'fixed',
  top: '0',
  right: '0',
  bottom: '0',
  left: '0',
  display: 'block',
  visibility: 'visible',
  opacity: '1',
  transform: 'none',
  'clip-path': 'none',
  'z-index': '2147483000',
  'pointer-events': 'none',
}

function style(element: HTMLElement, values: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(values)) element.style.setProperty(name, value, 'important')
}

/** One tile with two lines, as a picture: no text of it stands in the page or is read out. */
function drawTile(lines: readonly string[]): string {
  const scale = Math.min(window.devicePixelRatio, 2)
  const canvas = document.createElement('canvas')
  canvas.width = TILE.width * scale
  canvas.height = TILE.height * scale
  const pen = canvas.getContext('2d')
  if (!pen) return ''
  pen.scale(scale, scale)
  pen.translate(TILE.width / 2, TILE.height / 2)
  pen.rotate(TILT)
  pen.fillStyle = INK
  pen.font = '14px sans-serif'
  pen.textAlign = 'center'
  lines.forEach((line, i) => pen.fillText(line, 0, i * 20))
  return canvas.toDataURL()
}

/** The layer in a closed shadow root: no style and no script of the page reaches it. */
function buildHost(picture: string): HTMLElement {
  const host = document.createElement('div')
  host.setAttribute('aria-hidden', 'true')
  style(host, LAYER)
  const layer = document.createElement('div')
  style(layer, {
    width: '100%',
    height: '100%',
    'background-image': `url(${picture})`,
    'background-size': `${TILE.width}px ${TILE.height}px`,
  })
  host.attachShadow({ mode: 'closed' }).append(layer)
  return host
}

const untilNextMinute = () => MINUTE_MS - (Date.now() % MINUTE_MS)

/**
 * Lays a watermark over the page: who is looking, and when, to the minute. Removed or changed it is put back at once.
 * `lines` are asked for every minute. Returns how to stop.
 */
export function showWatermark(lines: () => readonly string[]): () => void {
  let picture = drawTile(lines())
  let host = buildHost(picture)
  let timer: ReturnType<typeof setTimeout>
  const watcher = new MutationObserver(() => {
    if (!isUntouched()) put()
  })

  const isUntouched = () => host.parentNode === document.body && host.style.cssText === untouched && hasOnlyItsOwn()
  const hasOnlyItsOwn = () => host.getAttributeNames().join(' ') === 'aria-hidden style'
  let untouched = host.style.cssText

  function put() {
    watcher.disconnect()
    host.remove()
    host = buildHost(picture)
    untouched = host.style.cssText
    document.body.append(host)
    watcher.observe(document.body, { childList: true })
    watcher.observe(host, { attributes: true })
  }

  function renew() {
    picture = drawTile(lines())
    put()
    timer = setTimeout(renew, untilNextMinute())
  }

  put()
  timer = setTimeout(renew, untilNextMinute())
  return () => {
    clearTimeout(timer)
    watcher.disconnect()
    host.remove()
  }
}
