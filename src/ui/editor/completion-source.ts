import {
  pickedCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { CatalogColumn } from '../../contract/notebook.ts';
import type { Translate } from '../../i18n/translate.ts';
import { propose, type Proposal } from './completion.ts';
import type { SqlSurroundings } from './editor-port.ts';
import { matchedLetters } from './match-word.ts';

/** What a column holds, in words: its type, its role, and whether it names customers. */
function columnWords(column: CatalogColumn, t: Translate): string {
  const words = [t(`editor.type.${column.type}`)];
  if (column.role !== null) words.push(t(`role.${column.role}`));
  if (column.identifier) words.push(t('editor.identifier'));
  return words.join(' · ');
}

/** What a proposal is, in words. */
function detailOf({ what }: Proposal, t: Translate): string {
  switch (what.kind) {
    case 'column':
      return what.known === null ? what.of : `${columnWords(what.known, t)} · ${what.of}`;
    case 'relation':
      return what.relation === null
        ? t('editor.proposal.defined')
        : t('grid.rows', { count: what.relation.rowCount });
    case 'alias':
      return what.of ?? '';
    case 'function':
      return t(`editor.function.${what.of}`);
    case 'parameter':
      return t(`editor.input.${what.of}`);
    case 'keyword':
    case 'type':
      return '';
  }
}

/** Puts a proposal in; after the opening bracket of a function the writer goes on. */
function apply({ insert }: Proposal) {
  return (view: EditorView, completion: Completion, from: number, to: number): void => {
    const called = insert.endsWith('()');
    const open = called && view.state.sliceDoc(to, to + 1) === '(';
    const text = open ? insert.slice(0, -2) : insert;
    const caret = from + text.length + (open ? 1 : called ? -1 : 0);
    view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: caret },
      annotations: pickedCompletion.of(completion),
      userEvent: 'input.complete',
      scrollIntoView: true,
    });
  };
}

/**
 * Completion of CodeMirror from {@link propose}.
 *
 * @param around asked at each key, as the catalogue changes while the editor is open
 */
export function completionSource(
  around: () => SqlSurroundings,
  t: Translate,
): (context: CompletionContext) => CompletionResult | null {
  return ({ state, pos, explicit }) => {
    const found = propose(state.doc.toString(), pos, around(), explicit);
    if (found === null) return null;
    return {
      from: found.from,
      to: found.to,
      filter: false,
      getMatch: ({ label }) => matchedLetters(label, found.typed),
      options: found.options.map((proposal) => ({
        label: proposal.label,
        detail: detailOf(proposal, t),
        apply: apply(proposal),
      })),
    };
  };
}
