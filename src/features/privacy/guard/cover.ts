const COVERED = 'covered'

/** Phones lose the focus when they show their list of apps; on a desktop the next window merely got it. */
const isPhone = () => window.matchMedia('(hover: none) and (pointer: coarse)').matches && window.parent === window

/**
 * Covers the content whenever the page goes to the background, before the system takes its picture for the list of
 * apps. Styles are in `protect.css`. Returns how to stop.
 */
export function coverInBackground(): () => void {
  const root = document.documentElement
  const cover = document.createElement('div')
  cover.className = 'privacy-cover'
  cover.textContent = '核查'

  function hide() {
    document.body.append(cover)
    root.classList.add(COVERED)
    // The picture is taken in a moment: lay the page out now, not with the next frame.
    void cover.offsetHeight
  }

  const show = () => root.classList.remove(COVERED)
  const follow = () => (document.hidden ? hide() : show())
  const lostFocus = () => isPhone() && hide()
  // Some WebViews tell of losing the focus and never of getting it back: a touch proves that somebody looks.
  const touched = () => !document.hidden && show()

  const stops = [
    listen(document, 'visibilitychange', follow),
    listen(window, 'pagehide', hide),
    listen(window, 'pageshow', follow),
    listen(window, 'blur', lostFocus),
    listen(window, 'focus', follow),
    listen(cover, 'click', touched),
  ]
  return () => {
    stops.forEach(stop => stop())
    show()
    cover.remove()
  }
}

function listen(target: EventTarget, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener)
  return () => target.removeEventListener(type, listener)
}
