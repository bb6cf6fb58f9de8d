import type { CellId } from '../contract/ids.ts';
import type { Cell, Notebook } from './cell.ts';
import type { Operation } from './operations.ts';

/** What is looked for. */
export interface FindQuery {
  readonly text: string;
  /** Whether capital and small letters differ. */
  readonly matchCase: boolean;
  /** Whether letters, digits and `_` may not stand next to it. */
  readonly wholeWord: boolean;
}

/** Texts that can be found. */
export type FoundField = 'title' | 'name' | 'label' | 'markdown' | 'sql';

/** A place where it stands: offsets of UTF-16 units in a field, `to` exclusive. */
export interface FoundPlace {
  /** Null for the title of the notebook. */
  readonly cell: CellId | null;
  readonly field: FoundField;
  readonly from: number;
  readonly to: number;
}

/** An edit that puts a text in place of every match, and how many there are. */
export interface Replacement {
  readonly operation: Operation;
  readonly count: number;
}

const WORD_SIGN = String.raw`[\p{L}\p{M}\p{Nd}_]`;

/** The pattern of a query; null where nothing is looked for. */
function patternOf({ text, matchCase, wholeWord }: FindQuery): RegExp | null {
  if (text === '') return null;
  const literal = text.replace(/[$()*+./?[\\\]^{|}-]/gu, String.raw`\$&`);
  const source = wholeWord ? `(?<!${WORD_SIGN})${literal}(?!${WORD_SIGN})` : literal;
  return new RegExp(source, matchCase ? 'gu' : 'giu');
}

/** Texts of a cell, in the order they are seen. */
function textsOf(cell: Cell): readonly (readonly [FoundField, string])[] {
  switch (cell.kind) {
    case 'text':
      return [['markdown', cell.markdown]];
    case 'sql':
      return [
        ['name', cell.name],
        ['sql', cell.sql],
      ];
    case 'chart':
      return [
        ['name', cell.name],
        ['title', cell.title],
      ];
    case 'input':
      return [
        ['name', cell.name],
        ['label', cell.label],
      ];
    default:
      return [['name', cell.name]];
  }
}

/** Every place where a text stands in the titles, words, SQL and names of a notebook, from top to bottom. */
export function findPlaces(notebook: Notebook, query: FindQuery): readonly FoundPlace[] {
  const pattern = patternOf(query);
  if (pattern === null) return [];
  const placesIn = (cell: CellId | null, field: FoundField, text: string): readonly FoundPlace[] =>
    Array.from(text.matchAll(pattern), (match) => ({
      cell,
      field,
      from: match.index,
      to: match.index + match[0].length,
    }));
  return [
    ...placesIn(null, 'title', notebook.title),
    ...notebook.cells.flatMap((cell) =>
      textsOf(cell).flatMap(([field, text]) => placesIn(cell.id, field, text)),
    ),
  ];
}

/**
 * The edit that puts a text, as it is, in place of every match in SQL and Markdown. Names stay: a cell is renamed, so
 * that what reads it follows.
 *
 * @returns null where there is no match
 */
export function replacement(notebook: Notebook, query: FindQuery, text: string): Replacement | null {
  const pattern = patternOf(query);
  if (pattern === null) return null;
  let count = 0;
  const operations = notebook.cells.flatMap((cell): readonly Operation[] => {
    return textsOf(cell).flatMap(([field, old]) => {
      if (field !== 'sql' && field !== 'markdown') return [];
      const before = count;
      const edited = old.replace(pattern, () => {
        count += 1;
        return text;
      });
      return count === before ? [] : [{ kind: 'change', id: cell.id, patch: { [field]: edited } }];
    });
  });
  return count === 0 ? null : { operation: { kind: 'batch', operations }, count };
}
