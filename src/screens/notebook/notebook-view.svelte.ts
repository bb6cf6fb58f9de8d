import { tick } from 'svelte';
import type { CellId } from '../../contract/ids.ts';
import type { TextSpan } from '../../contract/notebook.ts';
import type { Cell, CellKind } from '../../document/cell.ts';
import { findPlaces, type FindQuery, type FoundPlace } from '../../document/find.ts';
import type { CellPatch, NotebookSessionPort } from '../../state/notebook/session-port.ts';

/** A name to be put where the caret of an editor is. */
export interface Insertion {
  readonly cell: CellId;
  readonly text: string;
}

/** A place in the SQL of a cell, to be selected. */
export interface Revealed extends TextSpan {
  readonly cell: CellId;
}

/** Id of the element of a cell. */
export function elementId(cell: CellId): string {
  return `cell-${cell}`;
}

/** What of a notebook on the screen is no part of the document: where the focus goes, what is put into an editor. */
export class NotebookView {
  readonly session: NotebookSessionPort;
  /** What is to be put into an editor; the editor of that cell does it. */
  insertion: Insertion | null = $state.raw(null);
  /** Text cell that is being written, or was just made. */
  writing: CellId | null = $state(null);
  /** What is looked for; an empty text for nothing. */
  query: FindQuery = $state.raw({ text: '', matchCase: false, wholeWord: false });
  readonly places: readonly FoundPlace[] = $derived.by(() => findPlaces(this.session.notebook, this.query));
  revealed: Revealed | null = $state.raw(null);

  readonly cells: ReadonlyMap<CellId, Cell> = $derived.by(
    () => new Map(this.session.notebook.cells.map((cell) => [cell.id, cell])),
  );

  constructor(session: NotebookSessionPort) {
    this.session = session;
  }

  /** Places found in the SQL of a cell. */
  foundIn(cell: CellId): readonly FoundPlace[] {
    return this.places.filter((place) => place.cell === cell && place.field === 'sql');
  }

  /**
   * Scrolls to a cell and gives it the focus.
   *
   * @param place where in view it is to stand; at the start, what comes in above does not push it away
   */
  async goTo(cell: CellId, place: 'nearest' | 'start' = 'nearest'): Promise<void> {
    this.session.selected = cell;
    await tick();
    const element = document.getElementById(elementId(cell));
    if (element === null) return;
    element.scrollIntoView({ block: place });
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true });
  }

  /** Shows a place that was found, and leaves the focus where it is. */
  showFound({ cell, field, from, to }: FoundPlace): void {
    if (cell === null) return;
    const { session } = this;
    if (session.notebook.cells.some(({ id, folded }) => id === cell && folded)) {
      session.change(cell, { folded: false });
    }
    document.getElementById(elementId(cell))?.scrollIntoView({ block: 'nearest' });
    if (field === 'sql') this.revealed = { cell, from, to };
  }

  /** Puts a new cell before a place and goes to it. */
  add(kind: CellKind, at: number, fields?: CellPatch): CellId {
    const cell = this.session.insert(kind, at, fields);
    if (kind === 'text') this.writing = cell;
    void this.goTo(cell);
    return cell;
  }

  /** Place after the cell that is selected, or after all of them. */
  get placeAfterSelected(): number {
    const { cells } = this.session.notebook;
    const at = cells.findIndex(({ id }) => id === this.session.selected);
    return at < 0 ? cells.length : at + 1;
  }

  /** Writes a name into the SQL cell that is selected; without one, into a new cell that reads the relation. */
  write(text: string, relation: string): void {
    const { session } = this;
    const current = session.notebook.cells.find(({ id }) => id === session.selected);
    if (current?.kind === 'sql') {
      if (current.folded) session.change(current.id, { folded: false });
      this.insertion = { cell: current.id, text };
      return;
    }
    const columns = text === relation ? '*' : text;
    this.add('sql', this.placeAfterSelected, { sql: `SELECT ${columns}\nFROM ${relation}` });
  }
}
