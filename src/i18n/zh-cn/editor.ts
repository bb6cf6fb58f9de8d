import type { Catalogue } from '../messages.ts';
import type { enEditor } from '../en/editor.ts';

/** Texts of the editors of SQL and text, in Chinese. */
export const zhEditor: Catalogue<typeof enEditor> = {
  'editor.empty': 'SELECT … FROM orders',
  'editor.keys':
    'Ctrl 或 ⌘ 加 Enter 运行；Ctrl 加空格给出补全；Shift Alt F 整理格式。Tab 离开编辑器；补全列表打开时 Tab 会采用所选项：请先按 Escape，再按 Tab。',
};
