import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const source = fileURLToPath(new URL('./src', import.meta.url))

/** Which part of the program a file of src/ is: "features/goals", "ui", "shell"; null for what is installed. */
function partOf(file) {
  const [first, second] = relative(source, file).split(/[\\/]/)
  return first === '..' ? null : first === 'features' ? `features/${second}` : first
}

/** A feature stands alone, and what is shared knows no feature. Of the shell a feature may know its module type. */
const borders = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const own = partOf(context.filename)
    return {
      ImportDeclaration(node) {
        const text = String(node.source.value)
        if (!/^(@\/|\.)/.test(text)) return
        const file = text.startsWith('@/') ? resolve(source, text.slice(2)) : resolve(dirname(context.filename), text)
        const other = partOf(file)
        const bad =
          other !== own &&
          ((own?.startsWith('features/') && (other?.startsWith('features/') || (other === 'shell' && text !== '@/shell/modules'))) ||
            (['ui', 'composables', 'api'].includes(own) && /^(features|shell)/.test(other ?? '')))
        if (bad) context.report({ node, message: `${own} must not import ${other}: what both need moves to ui/, composables/ or api/.` })
      },
    }
  },
}

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
  { files: ['src/**'], plugins: { jiheng: { rules: { borders } } }, rules: { 'jiheng/borders': 'error' } },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
)
