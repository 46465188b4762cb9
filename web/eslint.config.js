import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

// Layout is Prettier's; what types prove is vue-tsc's. Here stands what neither of them sees.
export default ts.config(
  { ignores: ['dist/**', 'src/api/schema.d.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-alert': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false }],
      'vue/no-v-html': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-unused-properties': 'error',
      'vue/no-unused-refs': 'error',
      'vue/require-default-prop': 'off',
      // Layout.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/attributes-order': 'off',
    },
  },
  {
    // A feature stands alone: what two of them need moves to ui/, composables/ or api/.
    files: ['src/features/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@/features/*', '@/features/**'],
              message: 'Features do not import each other; move it to ui/, composables/ or api/.',
            },
            { group: ['../*/**', '../../**'], message: 'Leave the feature folder only by “@/”.' },
            { group: ['@/shell/*', '!@/shell/modules'], message: 'Of the shell a feature may know its module type only.' },
          ],
        },
      ],
    },
  },
  {
    files: ['src/ui/**', 'src/composables/**', 'src/api/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@/features/**', '**/features/**', '@/shell/**'], message: 'What is shared knows neither features nor the shell.' },
          ],
        },
      ],
    },
  },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
)
