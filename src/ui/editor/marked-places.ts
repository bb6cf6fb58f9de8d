import { diagnosticCount, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { TextSpan } from '../../contract/notebook.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { EditorDiagnostic } from './editor-port.ts';
import { wideSigns } from './wide-signs.ts';

/** Says what was wrong when the text ran; null for nothing. */
export const setError = StateEffect.define<EditorDiagnostic | null>();

/** The error with its place moving along as the text changes. */
const errorField = StateField.define<EditorDiagnostic | null>({
  create: () => null,
  update(error, transaction) {
    for (const effect of transaction.effects) if (effect.is(setError)) return effect.value;
    if (error === null || !transaction.docChanged) return error;
    const { changes } = transaction;
    return { ...error, from: changes.mapPos(error.from, 1), to: changes.mapPos(error.to, -1) };
  },
});

/** A place CodeMirror can underline: within the text, and at least one sign long where there is one. */
function placeOf(error: EditorDiagnostic, length: number): { readonly from: number; readonly to: number } {
  const from = Math.min(error.from, length);
  const to = Math.min(Math.max(error.to, from), length);
  if (to > from) return { from, to };
  return to < length ? { from, to: to + 1 } : { from: Math.max(0, from - 1), to };
}

function diagnosticsOf(state: EditorState, t: Translate): readonly Diagnostic[] {
  const error = state.field(errorField);
  const signs = wideSigns(state.doc.toString()).map(({ sign, plain, from, to }): Diagnostic => ({
    from,
    to,
    severity: 'warning',
    message: `${t('error.sql.wideSign', { sign })}\n${t('error.sql.wideSign.hint', { plain })}`,
    actions: [
      {
        name: t('editor.replaceSign', { plain }),
        apply: (view, start, end) => {
          view.dispatch({ changes: { from: start, to: end, insert: plain }, userEvent: 'input' });
        },
      },
    ],
  }));
  if (error === null || signs.some(({ from }) => from === error.from)) return signs;
  const place = placeOf(error, state.doc.length);
  const message = error.hint === '' ? error.sentence : `${error.sentence}\n${error.hint}`;
  return [...signs, { ...place, severity: 'error', message }];
}

/** Marks errors and signs of other keyboards, and says in words what they are. */
export function markedPlaces(t: Translate): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (view: EditorView): void => {
    const diagnostics = diagnosticsOf(view.state, t);
    if (diagnostics.length === 0 && diagnosticCount(view.state) === 0) return;
    view.dispatch(setDiagnostics(view.state, diagnostics));
  };
  return [
    errorField,
    EditorView.updateListener.of((update) => {
      const told = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(setError)));
      if (!told && !update.docChanged) return;
      clearTimeout(timer);
      // A transaction cannot begin within another one; while someone types, marks wait for a pause.
      timer = setTimeout(
        () => {
          if (update.view.dom.isConnected) show(update.view);
        },
        told ? 0 : PAUSE,
      );
    }),
  ];
}

/** Milliseconds without a key after which marks are set anew. */
const PAUSE = 250;

/** Says which places of the text have been found. */
export const setFound = StateEffect.define<readonly TextSpan[]>();

const foundMark = Decoration.mark({ class: 'cm-found' });

/** Marks places that have been found; as the text changes they move along. */
export const foundPlaces: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, newDoc }) {
    const effect = effects.find((each) => each.is(setFound));
    if (effect?.is(setFound) !== true) return marks.map(changes);
    const within = effect.value.filter(({ from, to }) => from < to && to <= newDoc.length);
    return Decoration.set(
      within.map(({ from, to }) => foundMark.range(from, to)),
      true,
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});
