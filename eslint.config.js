import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'public/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '*.cjs'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Two fifths of the time linting with types takes: the compiler allows no enums (erasableSyntaxOnly), and classes
      // with private fields are told apart by it anyway.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      'max-lines': ['error', { max: 400 }],
      complexity: ['error', 15],
      'max-params': ['error', 5],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Function']",
          message: 'The content security policy forbids eval.',
        },
        {
          selector: "CallExpression[callee.name='eval']",
          message: 'The content security policy forbids eval.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    // Plain collections in classes hold what nothing on screen depends on; what does is $state.
    rules: { 'svelte/prefer-svelte-reactivity': 'off' },
  },
  { files: ['workers/cli/**', 'test/**', '*.config.*', 'vite.config.ts'], rules: { 'no-console': 'off' } },
  // The compiler checks the types of tests; linting with types is for what is shipped.
  { files: ['test/**', '**/*.{js,cjs,mjs}'], ...ts.configs.disableTypeChecked },
  // svelte-check checks the types of components. Linted with types, each would be a new program to the compiler,
  // and so would modules with runes to the parser of components: half of the time linting takes.
  { files: ['**/*.svelte'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.svelte.ts'], languageOptions: { parser: ts.parser } },
);
