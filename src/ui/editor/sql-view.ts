import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { acceptCompletion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { Annotation, Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, drawSelection, keymap, placeholder } from '@codemirror/view';
import type { TextSpan } from '../../contract/notebook.ts';
import { changeBetween } from './text-change.ts';
import { editorTheme } from './editor-theme.ts';
import { DUCKDB } from './sql-dialect.ts';

/** What an editor needs from the page; functions are asked each time, so they may answer differently later. */
export interface SqlViewOptions {
  readonly text: string;
  readonly label: string;
  readonly describedBy: string;
  readonly hint: string;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** Marks changes that come from outside, which are not told back. */
const fromOutside = Annotation.define<true>();

/** Keys of the editor's own that the notebook uses otherwise. */
const LEFT_ALONE = ['Mod-Enter', 'Shift-Enter', 'Alt-ArrowUp', 'Alt-ArrowDown', 'Mod-Alt-\\'];

function attributes(options: SqlViewOptions): Extension {
  return EditorView.contentAttributes.of({
    'aria-label': options.label,
    'aria-describedby': options.describedBy,
    'aria-multiline': 'true',
    spellcheck: 'false',
    autocorrect: 'off',
    autocapitalize: 'off',
  });
}

/** An editor of SQL on the page. */
export class SqlView {
  readonly #view: EditorView;
  readonly #writable = new Compartment();

  constructor(parent: HTMLElement, options: SqlViewOptions) {
    const run = (): boolean => {
      options.onRun();
      return true;
    };
    this.#view = new EditorView({
      parent,
      state: EditorState.create({
        doc: options.text,
        extensions: [
          attributes(options),
          this.#writable.of(EditorState.readOnly.of(options.readOnly)),
          history(),
          drawSelection(),
          EditorView.lineWrapping,
          indentUnit.of('  '),
          placeholder(options.hint),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          DUCKDB.extension,
          editorTheme,
          Prec.high(keymap.of([{ key: 'Mod-Enter', run, preventDefault: true }])),
          keymap.of([
            { key: 'Tab', run: acceptCompletion },
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...historyKeymap,
            ...defaultKeymap.filter(({ key }) => key === undefined || !LEFT_ALONE.includes(key)),
          ]),
          EditorView.updateListener.of((update) => {
            const outside = update.transactions.some((each) => each.annotation(fromOutside) === true);
            if (update.docChanged && !outside) options.onChange(update.state.doc.toString());
          }),
        ],
      }),
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

  setReadOnly(readOnly: boolean): void {
    this.#view.dispatch({ effects: this.#writable.reconfigure(EditorState.readOnly.of(readOnly)) });
  }

  /** Puts text in where the caret is and goes on there. */
  insert(text: string): void {
    this.#view.dispatch(this.#view.state.replaceSelection(text), { scrollIntoView: true });
    this.#view.focus();
  }

  /** Selects a place and brings it into view. */
  reveal(span: TextSpan): void {
    const end = this.#view.state.doc.length;
    this.#view.dispatch({
      selection: { anchor: Math.min(span.from, end), head: Math.min(span.to, end) },
      scrollIntoView: true,
    });
  }

  focus(): void {
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}
