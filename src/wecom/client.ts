/** Any WeCom client, Government WeChat included: all carry `wxwork/` and a version. The SDK tells it the same way. */
export const inWeCom = (userAgent = navigator.userAgent): boolean => /wxwork\/\d/i.test(userAgent)

/** True on the demo's pages, where people and data are invented. The server puts the mark into `index.html`. */
export const inSimulation = (): boolean =>
  document.querySelector<HTMLMetaElement>('meta[name="hecha-simulated"]')?.content === 'true'
