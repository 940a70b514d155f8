/** 模拟环境 at the edge of every page, above everything and in nobody's way. */
export function showSimulationBadge(page: Document): void {
  const badge = page.createElement('div')
  badge.textContent = '模拟环境'
  Object.assign(badge.style, {
    position: 'fixed',
    top: '2px',
    left: '50%',
    transform: 'translateX(-50%)',
    zIndex: '2147483646',
    padding: '0 8px',
    borderRadius: '8px',
    background: '#ffeccc',
    color: '#8a4b00',
    font: '10px/16px system-ui, sans-serif',
    pointerEvents: 'none',
    userSelect: 'none',
  })
  page.body.append(badge)
}
