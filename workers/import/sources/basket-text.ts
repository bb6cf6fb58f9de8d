import { appError, AppFailure } from '../../../src/contract/error.ts';
import type { Dialect } from '../../../src/contract/import.ts';
import { isKnownName } from '../../../src/data/role-names.ts';
import type { Run } from '../../engine/database.ts';
import { splitRecords } from '../split-records.ts';
import { gather, madeFile, type Bytes } from './bytes.ts';
import { wholeLines } from './plain-text.ts';
import type { TextTable } from './table-source.ts';
import { recordsOf } from './text-records.ts';
import { writtenDialect, writtenRow } from './written-text.ts';

/** Bytes of the head, and of what is looked at first: most texts hold no baskets. */
const HEAD = 1 << 20;
const BEGINNING = 1 << 16;
/** Lines by which baskets are told. */
const JUDGED = 400;
/** Fewer lines than this show no habit. */
const ENOUGH_LINES = 5;
/** A table has this share of lines of one length, or more; baskets have fewer. */
const OF_ONE_LENGTH = 0.6;
/** Lengths that lines have at least. */
const LENGTHS = 3;
/** Most fields that are numbers or dates, and most that are empty, as shares of all. */
const VALUES = 0.1;
const EMPTY = 0.02;
/** Of the items that come back, at least this share comes back at another place of its line. */
const WANDERING = 0.5;

/** Names of the columns that baskets become. */
const HEADER = ['order_id', 'product'] as const;

type Cut = Pick<Dialect, 'delimiter' | 'quote' | 'skipLines'>;
type Lines = readonly (readonly string[])[];

const MARKS = [',', ';', '\t', '|'] as const;

interface Trial {
  readonly cut: Cut;
  readonly lines: Lines;
  readonly fields: number;
}

function trialOf(text: string, delimiter: Dialect['delimiter'], complete: boolean): Trial {
  const cut: Cut = { delimiter, quote: delimiter === 'blanks' ? null : '"', skipLines: 0 };
  const records = splitRecords(text, cut, JUDGED);
  const whole = complete || records.length === JUDGED ? records : records.slice(0, -1);
  const lines = whole.map(({ fields }) => fields);
  return { cut, lines, fields: lines.reduce((sum, { length }) => sum + length, 0) };
}

/** The mark that parts most fields; blanks where no other parts any. */
function bestTrial(text: string, complete: boolean): Trial {
  const trials = MARKS.map((mark) => trialOf(text, mark, complete));
  const best = trials.reduce((a, b) => (b.fields > a.fields ? b : a));
  return best.fields > best.lines.length ? best : trialOf(text, 'blanks', complete);
}

function isValue(text: string): boolean {
  return /^[-+]?[\d\s.,:/%-]+$/u.test(text) && /\d/u.test(text);
}

/** Whether items come back at any place of a line, as in a basket, and not in columns of their own. */
function wander(lines: Lines): boolean {
  const places = new Map<string, { count: number; readonly at: Set<number> }>();
  for (const fields of lines) {
    for (const [at, text] of fields.entries()) {
      const item = text.trim();
      const seen = places.get(item) ?? { count: 0, at: new Set<number>() };
      seen.count += 1;
      seen.at.add(at);
      places.set(item, seen);
    }
  }
  const back = [...places.values()].filter(({ count }) => count > 1);
  const wandering = back.filter(({ at }) => at.size > 1).length;
  return back.length > 0 && wandering >= WANDERING * back.length;
}

function areBaskets({ lines, fields }: Trial): boolean {
  if (lines.length < ENOUGH_LINES || (lines[0] ?? []).filter(isKnownName).length >= 2) return false;
  const lengths = new Map<number, number>();
  for (const { length } of lines) lengths.set(length, (lengths.get(length) ?? 0) + 1);
  if (lengths.size < LENGTHS || Math.max(...lengths.values()) > OF_ONE_LENGTH * lines.length) return false;
  const texts = lines.flat().map((text) => text.trim());
  const empty = texts.filter((text) => text === '').length;
  const values = texts.filter(isValue).length;
  return empty <= EMPTY * fields && values <= VALUES * fields && wander(lines);
}

/** Lines of a row for each item, the number of its basket before it. */
function rowsOf(baskets: Lines, before: number): string {
  return baskets
    .flatMap((items, index) =>
      items
        .filter((item) => item.trim() !== '')
        .map((item) => writtenRow([String(before + index + 1), item], HEADER.length)),
    )
    .join('');
}

/** The first bytes of a text, of whole lines. */
async function headOf(
  { head, complete }: TextTable,
  most: number,
): Promise<{ text: string; complete: boolean }> {
  const bytes: Bytes = new Uint8Array(await head.read(0, Math.min(head.size, most)));
  const all = complete && head.size <= most;
  return { text: new TextDecoder().decode(all ? bytes : wholeLines(bytes)), complete: all };
}

async function* writtenRows(run: Run, table: TextTable, cut: Cut): AsyncGenerator<Bytes> {
  const encoder = new TextEncoder();
  const told = (share: number): void => {
    run.report({ phase: 'unpacking', share });
  };
  yield encoder.encode(writtenRow(HEADER, HEADER.length));
  let baskets = 0;
  for await (const lines of recordsOf(await table.whole(run), cut, told)) {
    yield encoder.encode(rowsOf(lines, baskets));
    baskets += lines.length;
  }
}

/**
 * Reads a text whose lines are baskets: each line holds the items of one order and nothing else, so that lines differ in
 * length and no column means anything. It becomes a table of a row for each item, `order_id` being the number of the line
 * from 1 and `product` the item. Blank lines are no baskets.
 *
 * @param wanted true where the user has said that lines are baskets; else they are taken for it only where the head shows
 *   it: lines of many lengths, of words that come back at any place of a line
 * @returns null where lines are no baskets
 * @throws AppFailure `file.oneColumn` where baskets are wanted and no line has two items
 */
export async function basketTable(table: TextTable, wanted: boolean): Promise<TextTable | null> {
  const beginning = await headOf(table, BEGINNING);
  const trial = bestTrial(beginning.text, beginning.complete);
  if (!wanted && !areBaskets(trial)) return null;
  const { text, complete } = await headOf(table, HEAD);
  const { name } = table.head;
  if (trial.fields <= trial.lines.length) {
    throw new AppFailure(appError('file.oneColumn', { name, delimiter: trial.cut.delimiter }));
  }
  const baskets = splitRecords(text, trial.cut, Number.POSITIVE_INFINITY).map(({ fields }) => fields);
  const rows = writtenRow(HEADER, HEADER.length) + rowsOf(baskets, 0);
  const head = madeFile(name, new Blob([rows]));
  const growth = head.size / Math.max(1, new TextEncoder().encode(text).length);
  return {
    kind: 'text',
    head,
    complete,
    size: complete ? head.size : table.size * growth,
    dialect: writtenDialect(true),
    notices: [{ code: 'baskets' }],
    whole: async (run) => (complete ? head : gather(run, name, writtenRows(run, table, trial.cut))),
  };
}
