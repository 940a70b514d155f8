/** A piece of the page as data, for what is drawn both by a component and before any component is there. */
export interface Drawn {
  tag: 'span' | 'b' | 'svg' | 'path'
  attributes: Readonly<Record<string, string>>
  parts: readonly (Drawn | string)[]
}

/** An element with a class and, in order, what stands in it; empty words are no part. */
export const drawn = (tag: Drawn['tag'], className: string, ...parts: readonly (Drawn | string)[]): Drawn => ({
  tag,
  attributes: { class: className },
  parts: parts.filter(part => part !== ''),
})
