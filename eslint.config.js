import { defineConfigWithVueTs, vueTsConfigs } from '@vue/eslint-config-typescript'
import pluginVue from 'eslint-plugin-vue'

// oxlint reads the TypeScript; ESLint is here for Vue templates only.
export default defineConfigWithVueTs(
  { name: 'hecha/files', files: ['src/**/*.vue', 'mock/**/*.vue'] },
  { name: 'hecha/ignores', ignores: ['dist/**', 'data/**', '**/*.ts', '**/*.mjs'] },
  pluginVue.configs['flat/recommended'],
  vueTsConfigs.strict,
  {
    name: 'hecha/vue',
    rules: {
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
    },
  },
)
