import type { CellId } from '../contract/ids.ts';
import type { CellKind } from '../document/cell.ts';
import type { PlainKey } from '../i18n/messages.ts';
import type { DocumentForm, NotebookSessionPort } from '../state/notebook/session-port.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

/** The notebook on the screen; null when another screen is shown or none is open. */
function shown(workspace: Workspace): NotebookSessionPort | null {
  return workspace.router.route.name === 'notebook' ? workspace.notebooks.open : null;
}

function isWritable(workspace: Workspace): boolean {
  return shown(workspace)?.readOnly === null;
}

/** A command about the notebook on the screen. */
function ofNotebook(
  id: string,
  title: PlainKey,
  keys: string | null,
  run: (session: NotebookSessionPort, workspace: Workspace) => void,
): Command {
  return {
    id: `notebook.${id}`,
    title,
    group: 'notebook',
    keys,
    when: (workspace) => shown(workspace) !== null,
    run: (workspace) => {
      const session = shown(workspace);
      if (session !== null) run(session, workspace);
    },
  };
}

/** A command about the selected cell. */
function ofCell(
  id: string,
  keys: string | null,
  run: (session: NotebookSessionPort, cell: CellId) => void,
): Command {
  const command = ofNotebook(id, `command.cell.${id}` as PlainKey, keys, (session) => {
    if (session.selected !== null) run(session, session.selected);
  });
  return {
    ...command,
    id: `cell.${id}`,
    when: (workspace) => (shown(workspace)?.selected ?? null) !== null,
  };
}

/** A command that changes the document: it is not offered for one that is only to be read. */
function editing(command: Command): Command {
  return { ...command, when: (workspace) => isWritable(workspace) && command.when(workspace) };
}

function placeOf(session: NotebookSessionPort, id: CellId | null): number {
  return session.notebook.cells.findIndex((cell) => cell.id === id);
}

function saving(id: string, form: DocumentForm, keys: string | null): Command {
  return ofNotebook(id, `command.notebook.${id}` as PlainKey, keys, (session, workspace) => {
    void session.save(form).then((error) => {
      if (error !== null) workspace.notices.error(error);
    });
  });
}

const KIND_KEYS: Readonly<Record<CellKind, string>> = {
  text: 'Alt+Shift+T',
  sql: 'Alt+Shift+S',
  analysis: 'Alt+Shift+A',
  metric: 'Alt+Shift+M',
  chart: 'Alt+Shift+C',
  input: 'Alt+Shift+I',
};

const inserting = (Object.keys(KIND_KEYS) as CellKind[]).flatMap((kind): readonly Command[] => {
  const title = (side: 'Above' | 'Below'): PlainKey => `command.cell.${kind}${side}`;
  const above = ofNotebook(`${kind}-above`, title('Above'), null, (session) => {
    session.insert(kind, Math.max(0, placeOf(session, session.selected)));
  });
  const below = ofNotebook(`${kind}-below`, title('Below'), KIND_KEYS[kind], (session) => {
    const place = placeOf(session, session.selected);
    session.insert(kind, place < 0 ? session.notebook.cells.length : place + 1);
  });
  return [editing(above), editing(below)];
});

function moving(id: 'up' | 'down', keys: string, by: number): Command {
  return editing(
    ofCell(id, keys, (session, cell) => {
      session.move(cell, placeOf(session, cell) + by);
    }),
  );
}

/** A command that opens or closes a part of the notebook's screen. */
function panel(id: string, name: 'find' | 'outline' | 'presenting', keys: string | null): Command {
  return ofNotebook(id, `command.notebook.${id}` as PlainKey, keys, (_session, { notebooks }) => {
    notebooks.panels[name] = !notebooks.panels[name];
  });
}

/** A command that can be asked for on every screen. */
function anywhere(id: string, title: PlainKey, run: (workspace: Workspace) => void): Command {
  return { id: `notebook.${id}`, title, group: 'notebook', keys: null, when: () => true, run };
}

function stepping(id: 'undo' | 'redo', keys: string): Command {
  const command = ofNotebook(id, `command.notebook.${id}`, keys, (session) => {
    session[id]();
  });
  return editing({
    ...command,
    ownKeysInFields: true,
    when: (workspace) => {
      const session = shown(workspace);
      return (id === 'undo' ? session?.undoWord : session?.redoWord) !== null && session !== null;
    },
  });
}

/** Commands of the notebook. */
export const NOTEBOOK_COMMANDS: readonly Command[] = [
  ofCell('run', 'Mod+Enter', (session, cell) => {
    session.run(cell);
  }),
  ofCell('runAbove', null, (session, cell) => {
    session.runAbove(cell);
  }),
  ofCell('stop', null, (session, cell) => {
    session.stop(cell);
  }),
  ofNotebook('run-all', 'command.notebook.runAll', 'Mod+Shift+Enter', (session) => {
    session.runAll();
  }),
  ofNotebook('run-stale', 'command.notebook.runStale', 'Alt+Enter', (session) => {
    session.runStale();
  }),
  ofNotebook('stop', 'command.notebook.stop', 'Mod+.', (session) => {
    session.stop();
  }),
  ...inserting,
  moving('up', 'Alt+ArrowUp', -1),
  moving('down', 'Alt+ArrowDown', 1),
  editing(
    ofCell('duplicate', 'Alt+Shift+D', (session, cell) => {
      session.duplicate(cell);
    }),
  ),
  editing(
    ofCell('fold', 'Alt+Shift+H', (session, cell) => {
      const folded = session.notebook.cells.find(({ id }) => id === cell)?.folded ?? false;
      session.change(cell, { folded: !folded });
    }),
  ),
  editing(
    ofCell('delete', 'Mod+Shift+Backspace', (session, cell) => {
      session.remove(cell);
    }),
  ),
  stepping('undo', 'Mod+Z'),
  stepping('redo', 'Mod+Shift+Z'),
  panel('find', 'find', 'Mod+F'),
  panel('outline', 'outline', 'Alt+Shift+O'),
  panel('present', 'presenting', 'P'),
  saving('save', 'document', 'Mod+S'),
  saving('script', 'script', null),
  saving('report', 'report', null),
  ofNotebook('close', 'command.notebook.close', null, (_session, { notebooks }) => {
    notebooks.close();
  }),
  anywhere('new', 'command.notebook.new', ({ notebooks }) => {
    notebooks.create();
  }),
  anywhere('template', 'command.notebook.template', ({ notebooks, router }) => {
    notebooks.panels.templates = true;
    router.go({ name: 'notebook', id: null });
  }),
  anywhere('open', 'command.notebook.open', ({ notebooks }) => {
    notebooks.chooseFile();
  }),
];
