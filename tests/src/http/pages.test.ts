import { describe, expect, it } from 'vitest'
import { shallowRef } from 'vue'
import { ApiError } from '../../../src/http/api-error.ts'
import { appendItems, noPages, startAnew, usePages, type Page, type Pages } from '../../../src/http/usePages.ts'

/** A list whose questions are answered by the test, in the order it likes. */
function openList() {
  const list = shallowRef<Pages<string>>(noPages())
  const subject = shallowRef('一')
  const asked: { after: string | null; answer(page: Page<string>): void; fail(error: ApiError): void }[] = []
  const pages = usePages({
    list,
    read: after => new Promise<Page<string>>((answer, fail) => asked.push({ after, answer, fail })),
    refresh: startAnew,
    append: appendItems,
    subject: () => subject.value,
  })
  return { ...pages, list, subject, asked }
}

/** The same, with its first page read: `a`, and more behind it. */
async function openFirstPage() {
  const open = openList()
  const loading = open.load()
  open.asked[0]?.answer({ items: ['a'], next: 'a' })
  await loading
  return open
}

describe('a list read page by page', () => {
  it('goes on where the page before ended, until there is no more', async () => {
    const { list, asked, loadMore } = await openFirstPage()

    const more = loadMore()
    asked[1]?.answer({ items: ['b'], next: null })
    await more
    await loadMore()

    expect(asked.map(({ after }) => after)).toEqual([null, 'a'])
    expect(list.value).toEqual({ items: ['a', 'b'], next: null, loaded: true })
  })

  it('asks for one further page at a time', async () => {
    const { asked, loadMore } = await openFirstPage()

    void loadMore()
    void loadMore()

    expect(asked).toHaveLength(2)
  })

  it('never lets an earlier answer replace a later one', async () => {
    const { list, asked, load } = openList()
    const both = [load(), load()]

    asked[1]?.answer({ items: ['new'], next: null })
    asked[0]?.answer({ items: ['old'], next: null })
    await Promise.all(both)

    expect(list.value.items).toEqual(['new'])
  })

  it('drops a further page where the list was read anew meanwhile', async () => {
    const { list, asked, load, loadMore } = await openFirstPage()
    const more = loadMore()
    const again = load()

    asked[2]?.answer({ items: ['z', 'a'], next: 'z' })
    await again
    asked[1]?.answer({ items: ['b'], next: null })
    await more

    expect(list.value).toEqual({ items: ['z', 'a'], next: 'z', loaded: true })
  })

  it('drops answers and failures about another subject', async () => {
    const { list, error, subject, asked, load } = openList()
    const both = [load(), load()]
    subject.value = '二'

    asked[0]?.answer({ items: ['of 一'], next: null })
    asked[1]?.fail(ApiError.offline())
    await Promise.all(both)

    expect(list.value.loaded).toBe(false)
    expect(error.value).toBeNull()
  })

  it('keeps what was read when it can not be read again, and says why', async () => {
    const { list, error, asked, load } = await openFirstPage()

    const again = load()
    asked[1]?.fail(ApiError.offline())
    await again

    expect(list.value.items).toEqual(['a'])
    expect(error.value?.code).toBe('offline')
  })
})
