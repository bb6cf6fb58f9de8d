import type { SnapshotColumn, SnapshotTable, Words } from '../content.ts';
import { cellWords } from '../table-markup.ts';
import { drawBars } from './bars.ts';
import { draw, make } from './dom.ts';
import { chosenLanguage, inLanguage } from './language.ts';
import { rowOrder } from './row-order.ts';
import { sliceBars, slicedRows, type Slice } from './slices.ts';
import { VIEWER_SAYS } from './viewer-words.ts';

function spoken(words: Words | string, language: 'en' | 'zh-CN'): string {
  return typeof words === 'string' ? words : words[language];
}

/** A tile with a table in the page: its table, its picture, what is read of them. */
export class TileView {
  readonly name: string;
  readonly table: SnapshotTable;
  readonly #rows: readonly HTMLTableRowElement[];
  readonly #body: HTMLTableSectionElement;
  readonly #twin: HTMLDetailsElement | null;
  readonly #picture: HTMLElement | null;
  readonly #slice = make('div', { class: 'sliced', hidden: '' });
  readonly #reader = make('div', { class: 'reader', role: 'group' });
  readonly #readout = make('p', { class: 'readout', 'aria-live': 'polite' });
  #restriction: Slice = new Map();
  #shown: readonly number[];
  #order: readonly number[];
  #at = -1;

  constructor(article: HTMLElement, name: string, table: SnapshotTable, body: HTMLTableSectionElement) {
    this.name = name;
    this.table = table;
    this.#body = body;
    this.#rows = [...body.rows];
    this.#twin = article.querySelector('details.twin');
    this.#picture = article.querySelector('figure.picture, .figures');
    this.#order = this.#rows.map((_, row) => row);
    this.#shown = this.#order;
    this.#sortable();
    this.#readable();
    inLanguage(() => {
      this.#drawSlice();
      this.#say();
    });
  }

  /** Opens or closes the table. */
  open(isOpen: boolean): void {
    if (this.#twin !== null) this.#twin.open = isOpen;
  }

  /** Shows the rows of a slice only; an empty slice shows all. */
  restrict(slice: Slice): void {
    this.#restriction = new Map(slice);
    const rows = slicedRows(this.table, slice);
    this.#shown = rows ?? this.#rows.map((_, row) => row);
    const kept = new Set(this.#shown);
    for (const [row, element] of this.#rows.entries()) element.hidden = !kept.has(row);
    this.#slice.hidden = rows === null;
    if (this.#picture !== null) this.#picture.hidden = rows !== null;
    this.#reader.tabIndex = this.#picture === null && rows === null ? -1 : 0;
    const isTable = rows !== null && !this.#drawSlice();
    if (isTable) this.open(true);
    this.#move(-1);
  }

  /** Draws the slice in the language of the page; false when it is a table only. */
  #drawSlice(): boolean {
    if (this.#slice.hidden) return false;
    const bars = sliceBars(this.table, this.#shown, this.#restriction);
    const text = this.#shown.length === 0 ? VIEWER_SAYS.noRows : VIEWER_SAYS.sliced;
    const language = chosenLanguage();
    this.#slice.replaceChildren(make('p', { class: 'window' }, text[language]));
    if (bars !== null) this.#slice.append(drawBars(bars, language));
    return bars !== null;
  }

  #sortable(): void {
    const heads = [...(this.#body.parentElement?.querySelectorAll('thead th') ?? [])];
    for (const [place, head] of heads.entries()) {
      const column = this.table.columns[place];
      if (column === undefined) continue;
      const button = make('button', { class: 'sort', type: 'button' }, ...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const isDescending = head.getAttribute('aria-sort') === 'descending';
        for (const each of heads) each.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isDescending ? 'ascending' : 'descending');
        this.#sort(column, !isDescending);
      });
    }
  }

  #sort(column: SnapshotColumn, descending: boolean): void {
    this.#order = rowOrder(column, this.table.rowCount, descending);
    this.#body.append(...this.#order.flatMap((row) => this.#rows[row] ?? []));
  }

  /** A row is read under the mouse where marks say which they are, and by arrow keys. */
  #readable(): void {
    const group = this.#reader;
    inLanguage((language) => {
      group.setAttribute('aria-label', VIEWER_SAYS.read[language]);
    });
    (this.#picture ?? this.#twin)?.before(group);
    group.append(...(this.#picture === null ? [] : [this.#picture]), this.#slice, this.#readout);
    group.tabIndex = this.#picture === null ? -1 : 0;
    for (const spark of group.querySelectorAll('.spark')) this.#addHits(spark);
    group.addEventListener('keydown', (event) => {
      const steps: Readonly<Record<string, number>> = {
        ArrowRight: 1,
        ArrowDown: 1,
        ArrowLeft: -1,
        ArrowUp: -1,
      };
      const step = steps[event.key];
      if (event.target !== group) return;
      if (event.key === 'Escape') this.#move(-1);
      if (step === undefined) return;
      event.preventDefault();
      this.#move(Math.max(0, Math.min(this.#shown.length - 1, this.#at + step)));
    });
    group.addEventListener('pointerover', (event) => {
      const mark = event.target instanceof Element ? event.target.closest('[data-row]') : null;
      if (mark !== null) this.#move(this.#shown.indexOf(Number(mark.getAttribute('data-row'))));
    });
    group.addEventListener('pointerleave', () => {
      this.#move(-1);
    });
  }

  /** Stretches of a small line that say which row they are. */
  #addHits(spark: Element): void {
    const [width, height] = [Number(spark.getAttribute('width')), spark.getAttribute('height') ?? '0'];
    const step = width / Math.max(1, this.table.rowCount - 1);
    spark.append(
      ...this.#rows.map((_, row) =>
        draw('rect', {
          class: 'hit',
          'data-row': String(row),
          x: ((row - 0.5) * step).toFixed(1),
          y: '0',
          width: step.toFixed(1),
          height,
        }),
      ),
    );
  }

  #move(place: number): void {
    this.#at = place;
    const row = this.#shown[place];
    for (const [index, element] of this.#rows.entries()) element.classList.toggle('read', index === row);
    this.#say();
  }

  #say(): void {
    const row = this.#shown[this.#at];
    const language = chosenLanguage();
    this.#readout.textContent =
      row === undefined
        ? ''
        : this.table.columns
            .map((column) => `${column.label[language]}: ${spoken(cellWords(column, row), language)}`)
            .join(' · ');
  }
}
