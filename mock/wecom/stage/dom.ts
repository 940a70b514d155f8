/** The element of the page with this id; the page is ours, so a missing one is a mistake. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`no ${type.name} #${id} on the page`)
  return found
}

interface ElementOptions {
  class?: string
  text?: string
  attributes?: Record<string, string>
}

/** A new element with text and children. Text is never read as markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: className, text, attributes = {} }: ElementOptions = {},
  ...children: (Node | null)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter(child => child !== null))
  return made
}

/** Options of a select, keeping what was chosen while it is still there. */
export function fillSelect(select: HTMLSelectElement, options: readonly { value: string; text: string }[]): void {
  const chosen = select.value
  select.replaceChildren(...options.map(({ value, text }) => element('option', { text, attributes: { value } })))
  if (options.some(({ value }) => value === chosen)) select.value = chosen
}
