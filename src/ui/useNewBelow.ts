import { nextTick, onMounted, readonly, ref, watch, type Ref } from 'vue'

/** Pixels from the end at which the next page is asked for: about four cards. */
const NEAR_END_PX = 800
/** Of a card that looks out at the bottom, so much may be seen and it still counts as unseen. */
const PEEP_PX = 40

interface Options {
  /** Cards that came in while the list was shown. */
  news: Ref<readonly string[]>
  total: () => number
  /** The end of the list comes near. */
  onEnd(): void
}

/** How many cards came in below what is seen, until they were scrolled to. A card's element carries its id in `data-report`. */
export function useNewBelow(scroller: Ref<HTMLElement | null>, { news, total, onEnd }: Options) {
  const count = ref(0)
  const known = new Set(news.value)
  let unseen: readonly string[] = []

  const elementOf = (id: string) => scroller.value?.querySelector(`[data-report="${id}"]`) ?? null

  function isBelow(id: string): boolean {
    const end = scroller.value?.getBoundingClientRect().bottom ?? 0
    const card = elementOf(id)
    return card !== null && card.getBoundingClientRect().top > end - PEEP_PX
  }

  function look() {
    const list = scroller.value
    if (!list) return
    if (unseen.length > 0) unseen = unseen.filter(isBelow)
    count.value = unseen.length
    if (list.scrollTop + list.clientHeight > list.scrollHeight - NEAR_END_PX) onEnd()
  }

  function show() {
    const [first] = unseen
    if (first) elementOf(first)?.scrollIntoView({ block: 'center', behavior: 'smooth' })
  }

  watch([news, total], async () => {
    unseen = [...unseen, ...news.value.filter(id => !known.has(id))]
    unseen.forEach(id => known.add(id))
    await nextTick()
    look()
  })

  onMounted(() => scroller.value?.addEventListener('scroll', look, { passive: true }))

  return { count: readonly(count), show }
}
