/**
 * Hand a number to the phone's dialler. It stands in an anchor only for the moment of the click: a `tel:` link in the
 * page would leave the clear number in the DOM. Works inside the few seconds a tap counts as the member's own act.
 */
export function openDialler(phone: string): void {
  const anchor = document.createElement('a')
  anchor.href = `tel:${phone}`
  anchor.hidden = true
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
}

/** Resolves true when the page lost the foreground, as it does when a dialler opens; false after `ms` without that. */
export function leftForDialler(ms: number): Promise<boolean> {
  return new Promise(resolve => {
    const done = (left: boolean) => {
      clearTimeout(timer)
      window.removeEventListener('blur', leave)
      document.removeEventListener('visibilitychange', leave)
      resolve(left)
    }
    const leave = () => done(true)
    const timer = setTimeout(() => done(false), ms)
    window.addEventListener('blur', leave)
    document.addEventListener('visibilitychange', leave)
  })
}
