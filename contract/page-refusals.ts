/** Refusals that the page says by itself as well, having no answer of the server to read. Apart, for the first rows wait for them. */
export const PAGE_REFUSALS = {
  session_idle: '超过 30 分钟没有操作，已自动退出，请重新进入页面。',
  internal: '系统出了点问题，您填的内容还在，请稍后再试。',
} as const
