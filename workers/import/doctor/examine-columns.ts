import type { CureSwitches, Finding } from '../../../src/contract/doctor.ts';
import type { PreviewColumn, Role } from '../../../src/contract/import.ts';
import { asPrivate } from '../../../src/contract/privacy.ts';
import { NEGATIVE } from '../../../src/data/number-format.ts';
import { placesWhere, type SampledColumn } from '../../../src/data/doctor/sampled-column.ts';
import { marksCancellations } from '../cancelled.ts';
import { idShape } from '../id-shape.ts';

/** Rows of an example. */
const SHOWN = 3;

const negative = new RegExp(NEGATIVE, 'u');
/** A decimal that a spreadsheet has made of an id. */
const FLOAT = /^\s*\d+\.0*\s*$|^\s*\d(?:\.\d+)?e\+?\d+\s*$/iu;
/** A comma before the last digits, or marks between thousands. */
const MARKED = /\d,\d|\d[.'’\s]\d{3}(?:\D|$)/u;

/** What tells which order a row takes back. */
const TOLD: readonly Role[] = ['orderId', 'customerId', 'orderedAt', 'product', 'quantity', 'amount'];

interface Judged {
  readonly column: PreviewColumn;
  readonly sampled: SampledColumn;
}

function finding(
  code: 'decimalComma' | 'floatIds',
  judged: readonly Judged[],
  shows: (text: string) => boolean,
  switches: CureSwitches,
  cured: (text: string) => string,
): Finding[] {
  const found = judged
    .map(({ sampled }) => ({ sampled, places: placesWhere(sampled.texts, shows) }))
    .filter(({ places }) => places.length > 0);
  const [first] = found;
  if (first === undefined) return [];
  const before = first.places.slice(0, SHOWN).map((place) => first.sampled.texts[place] ?? '');
  return [
    {
      code,
      columns: found.map(({ sampled }) => sampled.name),
      rows: found.reduce((sum, { places }) => sum + places.length, 0),
      detail: '',
      cured: switches[code] ?? true,
      example: asPrivate({
        columns: [first.sampled.name],
        before: before.map((text) => [text]),
        after: before.map((text) => [cured(text)]),
      }),
    },
  ];
}

/** A number as it is written with a point and no other mark. */
function plainly(text: string, decimal: '.' | ','): string {
  const digits = text.replaceAll(decimal === '.' ? /[^0-9.eE+-]/gu : /[^0-9,eE+-]/gu, '');
  return digits.replace(',', '.');
}

function marksInNumbers(judged: readonly Judged[], switches: CureSwitches): Finding[] {
  const marked = judged.filter(
    ({ column: { format } }) => format.kind === 'number' && (format.decimal === ',' || format.group !== null),
  );
  const format = marked[0]?.column.format;
  const decimal = format?.kind === 'number' ? format.decimal : '.';
  return finding(
    'decimalComma',
    marked,
    (text) => MARKED.test(text),
    switches,
    (text) => plainly(text, decimal),
  );
}

function floatIds(judged: readonly Judged[], switches: CureSwitches): Finding[] {
  const ids = judged.filter(({ column, sampled }) => {
    const role = column.suggestion?.role;
    return (role === 'customerId' || role === 'orderId') && idShape(sampled.texts).kind === 'float';
  });
  return finding(
    'floatIds',
    ids,
    (text) => FLOAT.test(text),
    switches,
    (text) => String(Number(text)),
  );
}

function cancellations(judged: readonly Judged[]): Finding[] {
  const played = (role: Role): Judged | undefined =>
    judged.find(({ column }) => column.suggestion?.role === role);
  if (played('customerId') === undefined || played('orderedAt') === undefined) return [];
  const sized = played('quantity') ?? played('amount');
  const orderIds = played('orderId')?.sampled.texts ?? [];
  const taken =
    sized === undefined
      ? []
      : placesWhere(sized.sampled.texts, (text) => /\d/u.test(text) && negative.test(text));
  const marked = marksCancellations(orderIds)
    ? placesWhere(orderIds, (text) => /^\s*[Cc]\d+\s*$/u.test(text))
    : [];
  const rows = [...new Set([...taken, ...marked])];
  if (rows.length === 0) return [];
  const shown = TOLD.flatMap((role) => played(role)?.sampled ?? []);
  const example = asPrivate({
    columns: shown.map(({ name }) => name),
    before: rows.slice(0, SHOWN).map((row) => shown.map(({ texts }) => texts[row] ?? null)),
    after: [],
  });
  return [{ code: 'cancellations', columns: [], rows: rows.length, detail: '', cured: null, example }];
}

/**
 * What is found once it is known how columns are read and what they mean: marks in numbers, ids as decimals, rows that take
 * orders back.
 *
 * @param sampled the columns as they stand in the file
 */
export function examineColumns(
  columns: readonly PreviewColumn[],
  sampled: readonly SampledColumn[],
  switches: CureSwitches,
): readonly Finding[] {
  const judged = columns.flatMap((column, index) => {
    const own = sampled[index];
    return own === undefined ? [] : [{ column, sampled: own }];
  });
  return [...floatIds(judged, switches), ...marksInNumbers(judged, switches), ...cancellations(judged)];
}
