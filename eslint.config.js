import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const failuresHaveNames = [
  {
    selector: "ThrowStatement > NewExpression[callee.name='Error']",
    message: 'Throw a named failure from failures.ts, so that callers and retry policies can tell it apart.',
  },
  {
    selector: "ThrowStatement CallExpression[callee.object.name='ApplicationFailure']",
    message: 'Make the failure in failures.ts: one constructor each.',
  },
]

const noDateOrDice = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The clock is an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The clock is an argument.' },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: 'Dice are an argument.',
  },
  { selector: "MemberExpression[object.name='crypto']", message: 'Ids are arguments.' },
  { selector: ':function[async=true]', message: 'The domain is synchronous: it decides, it does not wait.' },
]

export default tseslint.config(
  { ignores: ['node_modules/', '.data/', 'build/', 'web/build/', 'dev/checks/fixtures/', 'schema/tables.ts'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.test.ts', 'dev/test-kit/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': ['error', { max: 450, skipBlankLines: true, skipComments: true }],
    },
  },
  // Texts and data have the length that they have.
  { files: ['web/app/i18n/{id,en}/**/*.ts', 'dev/eval/conversations/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['dev/**', '**/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['{schema,domain,workflows,activities,db,clients,api,worker}/**/*.ts'],
    ignores: ['**/main.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Settings arrive as arguments; only main.ts reads them.' },
      ],
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    ignores: ['web/main.ts', '**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Settings arrive through services(); only main.ts reads them.' },
      ],
    },
  },
  {
    files: ['web/app/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // Loaders and actions answer early by throwing a response.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['workflows/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...failuresHaveNames,
        {
          selector: "CallExpression[callee.name='setHandler'] > :function[async=true]",
          message: 'Handlers take notes; the main loop acts.',
        },
        {
          selector: "Property[key.name='validator'] > :function[async=true]",
          message: 'An async validator wedges the workflow.',
        },
        {
          selector: 'NewExpression[callee.name=/^(Map|Set|Date)$/]',
          message: 'Lost on continue-as-new: keep plain JSON.',
        },
      ],
    },
  },
  {
    files: ['workflows/**/*.ts'],
    ignores: ['**/*.test.ts', 'workflows/effects.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@temporalio/workflow',
              importNames: ['proxyActivities', 'proxyLocalActivities'],
              message: 'Only effects.ts proxies activities.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['activities/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...failuresHaveNames] },
  },
  {
    files: ['domain/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...noDateOrDice] },
  },
  {
    files: ['db/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      // Kysely's callbacks hand over builders that are made to be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='selectAll']",
          message: 'Name the columns: callers get what they ask for.',
        },
      ],
    },
  },
)
