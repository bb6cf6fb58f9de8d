import { parseArgs } from 'node:util';
import { ANALYSES } from '../../src/analyses/index.ts';
import { UsageError } from './usage-error.ts';

/** How the command is used. */
export const USAGE = `npm run reproduce -- --data FILE [--data FILE …] [--table FILE …] [--recipe FILE …] --analysis ID
  [--params JSON] --out DIR

Imports, cleans and analyses orders, and asks the release gate about every table, on the code and the engine
that the page runs.

  --data FILE      orders, or rows about people, in any format the page reads; the rows of further files follow those
                   of the first, by the names and roles of its columns (rows about people: the same columns)
  --table FILE     a table beside the orders, such as customers with their e-mail addresses
  --recipe FILE    how files are loaded and customers are merged: the recipe of a receipt, or recipes exported from
                   the page, each for files of its shape; what none says is as the page would suggest
  --analysis ID    of orders: ${ANALYSES.map(({ id }) => id).join(', ')};
                   of rows about people, with any columns: anonymity, anonymise, classify
  --params JSON    parameters of the analysis, e.g. '{"ties":"cume_dist"}'; the rest are defaults
  --out DIR        where to write; made if it is not there
  --help           this text

Writes result.json (private: every table in full), receipt.json (what became of every row), released/*.csv
(what the gate lets out) and log.jsonl (the gate's decisions).`;

/** What the command was asked to do. */
export type ReproduceRequest =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'reproduce';
      readonly data: readonly [string, ...string[]];
      /** Tables beside the orders. */
      readonly tables: readonly string[];
      readonly recipes: readonly string[];
      readonly analysis: string;
      readonly params: unknown;
      readonly out: string;
    };

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`--params takes JSON such as '{"ties":"ntile"}', not ${text}`);
  }
}

function split(args: readonly string[]): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(args);
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', multiple: true },
      table: { type: 'string', multiple: true },
      recipe: { type: 'string', multiple: true },
      analysis: { type: 'string' },
      params: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  return values;
}

/**
 * Reads the arguments of `npm run reproduce`.
 *
 * @throws UsageError saying which argument is wrong
 */
export function readArguments(args: readonly string[]): ReproduceRequest {
  const values = split(args);
  if (values.help === true) return { kind: 'help' };
  const [first, ...others] = values.data ?? [];
  return {
    kind: 'reproduce',
    data: [required('data', first), ...others],
    tables: values.table ?? [],
    recipes: values.recipe ?? [],
    analysis: required('analysis', values.analysis),
    params: parseJson(values.params ?? '{}'),
    out: required('out', values.out),
  };
}
