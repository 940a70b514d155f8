import { computed, watchPostEffect, type Ref } from 'vue'

/**
 * The input inside a field of Vant, with attributes of its own: those that Vant does not know (`aria-invalid`,
 * `maxlength`) it puts on the frame around the input, where no screen reader and no keyboard looks. Null takes one away.
 */
export function useFieldInput(
  field: Readonly<Ref<{ $el: unknown } | null>>,
  attributes: () => Readonly<Record<string, string | number | null>>,
) {
  const input = computed(() => {
    const frame = field.value?.$el
    return frame instanceof HTMLElement ? frame.querySelector('input') : null
  })

  watchPostEffect(() => {
    for (const [name, value] of Object.entries(attributes())) {
      if (value === null) input.value?.removeAttribute(name)
      else input.value?.setAttribute(name, String(value))
    }
  })

  return input
}
