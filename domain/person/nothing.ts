const NOTHING =
  /^(?:|无|暂无|没有|空|缺|暂缺|不详|未知|未填|[-‐‑‒–—―−ー_/\\.。、*]+|n\/a|null|none|nil|#(?:n\/a|ref!|value!|name\?|div\/0!|num!|null!|getting_data|未计算))$/i

/** Whether a cell says that there is nothing: empty, 无, a dash, an error of a formula. The same in lists and in feeds. */
export const isNothing = (text: string): boolean => NOTHING.test(text.trim())
