const SHOWN_MS = 2_000

/**
 * Catches `tel:` links, tapped or clicked by script, and shows for two seconds that a call would begin. The number must
 * not stay readable: only its last four digits are shown.
 */
export function simulateDialling(window: Window & typeof globalThis): void {
  window.document.addEventListener('click', event => {
    const target = event.target instanceof window.Element ? event.target.closest('a[href^="tel:"]') : null
    if (!(target instanceof window.HTMLAnchorElement)) return
    event.preventDefault()
    showDialSheet(window.document, target.href)
  })
  const click = window.HTMLAnchorElement.prototype.click
  window.HTMLAnchorElement.prototype.click = function clickUnlessDialling(this: HTMLAnchorElement) {
    if (this.href.startsWith('tel:') && !this.isConnected) showDialSheet(window.document, this.href)
    else click.call(this)
  }
}

function showDialSheet(page: Document, href: string): void {
  const tail = href.replace(/\D/g, '').slice(-4)
  const sheet = page.createElement('div')
  sheet.setAttribute('role', 'status')
  sheet.textContent = `模拟拨号中(尾号${tail})`
  // properties instead of a style element: the page's security policy allows no inline styles
  Object.assign(sheet.style, {
    position: 'fixed',
    left: '16px',
    right: '16px',
    top: '38%',
    zIndex: '2147483647',
    padding: '16px',
    borderRadius: '14px',
    background: 'rgba(24, 29, 39, 0.92)',
    color: '#fff',
    font: '16px/1.5 system-ui, sans-serif',
    textAlign: 'center',
    pointerEvents: 'none',
  })
  page.body.append(sheet)
  setTimeout(() => sheet.remove(), SHOWN_MS)
}
