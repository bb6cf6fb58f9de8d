import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches } from '@codemirror/search';
import { Annotation, Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder, type KeyBinding } from '@codemirror/view';
import type { TextSpan } from '../../contract/notebook.ts';
import type { Translate } from '../../i18n/translate.ts';
import { completionSource } from './completion-source.ts';
import type { EditorDiagnostic, SqlSurroundings } from './editor-port.ts';
import { editorTheme } from './editor-theme.ts';
import { foundPlaces, markedPlaces, setError, setFound } from './marked-places.ts';
import { DUCKDB } from './sql-dialect.ts';
import { changeBetween } from './text-change.ts';

/** What an editor needs from the page. */
export interface SqlViewOptions {
  readonly text: string;
  /** Name and descriptions for screen readers; the descriptions are ids of elements. */
  readonly label: string;
  readonly describedBy: string;
  readonly readOnly: boolean;
  readonly t: Translate;
  /** Asked at each key. */
  readonly around: () => SqlSurroundings;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
  readonly onFormat: () => void;
}

/** Marks changes that come from outside, which are not told back. */
const fromOutside = Annotation.define<true>();

/** Keys of CodeMirror's that the notebook uses for something else. */
const LEFT_ALONE = ['Mod-Enter', 'Alt-ArrowUp', 'Alt-ArrowDown'];

function keysOf({ onRun, onFormat }: SqlViewOptions): readonly KeyBinding[] {
  const does = (act: () => void) => (): boolean => {
    act();
    return true;
  };
  return [
    { key: 'Mod-Enter', run: does(onRun) },
    { key: 'Shift-Alt-f', run: does(onFormat) },
    // With no proposals open, Tab goes on to what follows the editor.
    { key: 'Tab', run: acceptCompletion },
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...historyKeymap,
    ...defaultKeymap.filter(({ key }) => key === undefined || !LEFT_ALONE.includes(key)),
  ];
}

function extensionsOf(options: SqlViewOptions): Extension {
  const { t } = options;
  return [
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-describedby': options.describedBy,
      'aria-multiline': 'true',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    indentUnit.of('  '),
    placeholder(t('editor.empty')),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    autocompletion({
      override: [completionSource(options.around, t)],
      // Proposals are made here, in a millisecond or two: there is nothing to save up keys for.
      activateOnTypingDelay: 0,
      maxRenderedOptions: 50,
      icons: false,
    }),
    markedPlaces(t),
    foundPlaces,
    DUCKDB.extension,
    editorTheme,
    Prec.high(keymap.of([...keysOf(options)])),
    EditorView.updateListener.of((update) => {
      const outside = update.transactions.some((each) => each.annotation(fromOutside) === true);
      if (update.docChanged && !outside) options.onChange(update.state.doc.toString());
    }),
  ];
}

/** An editor of SQL on the page. */
export class SqlView {
  readonly #view: EditorView;
  readonly #writable = new Compartment();

  constructor(parent: HTMLElement, options: SqlViewOptions) {
    const writable = this.#writable.of(EditorState.readOnly.of(options.readOnly));
    this.#view = new EditorView({
      parent,
      state: EditorState.create({ doc: options.text, extensions: [writable, extensionsOf(options)] }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  /** Shows another text, leaving the caret where it was in what is the same. */
  setText(text: string): void {
    const change = changeBetween(this.text, text);
    if (change === null) return;
    this.#view.dispatch({ changes: change, annotations: fromOutside.of(true) });
  }

  /** Writes another text as if the user had: it is told, and can be undone. */
  rewrite(text: string): void {
    const change = changeBetween(this.text, text);
    if (change !== null) this.#view.dispatch({ changes: change, userEvent: 'input' });
  }

  setReadOnly(readOnly: boolean): void {
    if (this.#view.state.readOnly === readOnly) return;
    this.#view.dispatch({ effects: this.#writable.reconfigure(EditorState.readOnly.of(readOnly)) });
  }

  setError(error: EditorDiagnostic | null): void {
    this.#view.dispatch({ effects: setError.of(error) });
  }

  /** Marks places that have been found. */
  setFound(places: readonly TextSpan[]): void {
    this.#view.dispatch({ effects: setFound.of(places) });
  }

  /** Puts text in where the caret is and goes on there. */
  insert(text: string): void {
    this.#view.dispatch(this.#view.state.replaceSelection(text), { scrollIntoView: true });
    this.#view.focus();
  }

  /** Selects a place, brings it into view and goes there. */
  reveal(span: TextSpan): void {
    const end = this.#view.state.doc.length;
    this.#view.dispatch({
      selection: { anchor: Math.min(span.from, end), head: Math.min(span.to, end) },
      scrollIntoView: true,
    });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
