import type { Plugin } from 'vite'

/** Vant's icon styles embed a 25 kB font as base64. Our icons are SVG (`src/ui/icons`): the styles become empty. */
export function withoutVantIconFont(): Plugin {
  return {
    name: 'hecha:without-vant-icon-font',
    enforce: 'pre',
    load: id => (/vant\/(?:es|lib)\/icon\/index\.css/.test(id) ? '' : null),
  }
}
