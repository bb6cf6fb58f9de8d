/** Texts of the editors of SQL and text. */
export const enEditor = {
  'editor.empty': 'SELECT … FROM orders',
  'editor.keys':
    'Ctrl or ⌘ with Enter runs. Ctrl Space proposes words. Shift Alt F formats. Tab leaves the editor; with a proposal open it takes it: press Escape first, then Tab.',
} as const;
