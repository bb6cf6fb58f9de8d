import { parseArgs } from 'node:util';
import {
  checkOptions,
  SAMPLE_DEFAULTS,
  SAMPLE_FILE_NAME,
  type SampleOptions,
} from '../../src/data/sample/options.ts';

/** How the command is used. */
export const USAGE = `npm run generate -- --orders N [options]

Writes a CSV file of synthetic orders, sorted by time, and the truth beside it:
FILE.truth.json (parameters, options, counts) and FILE.truth.customers.csv (one row a customer).

  --orders N       orders in the file, cancelled ones included
  --customers N    customers; with --orders too, they buy faster or slower to fit
  --seed S         whole number from 0 to 4294967295 (default ${SAMPLE_DEFAULTS.seed}); same seed, same bytes
  --out FILE       where to write (default ${SAMPLE_FILE_NAME})
  --start DATE     first day (default ${SAMPLE_DEFAULTS.start})
  --end DATE       last day, included (default ${SAMPLE_DEFAULTS.end})
  --clean          without rows that cleaning would set aside, except cancelled orders
  --single-line    one row an order, instead of one row an order line
  --help           this text`;

/** What the command was asked to do. */
export type GenerateRequest =
  | { readonly kind: 'help' }
  | { readonly kind: 'generate'; readonly options: SampleOptions; readonly out: string };

/**
 * Reads the arguments of `npm run generate`.
 *
 * @throws Error saying which argument is wrong and what it may be
 */
export function readArguments(args: readonly string[]): GenerateRequest {
  const { values } = parseArgs({
    args: [...args],
    options: {
      orders: { type: 'string' },
      customers: { type: 'string' },
      seed: { type: 'string' },
      out: { type: 'string' },
      start: { type: 'string' },
      end: { type: 'string' },
      clean: { type: 'boolean' },
      'single-line': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return { kind: 'help' };
  const options: SampleOptions = {
    ...SAMPLE_DEFAULTS,
    ...count('orders', values.orders),
    ...count('customers', values.customers),
    ...count('seed', values.seed),
    ...(values.start === undefined ? {} : { start: values.start }),
    ...(values.end === undefined ? {} : { end: values.end }),
    ...(values.clean === true ? { mess: null } : {}),
    ...(values['single-line'] === true ? { baskets: false } : {}),
  };
  checkOptions(options);
  return { kind: 'generate', options, out: values.out ?? SAMPLE_FILE_NAME };
}

function count<K extends string>(name: K, text: string | undefined): Partial<Record<K, number>> {
  if (text === undefined) return {};
  // 10_000_000 and 10,000,000 are how large numbers are typed.
  const plain = text.replaceAll(/[_,]/gu, '');
  if (!/^\d+$/u.test(plain)) throw new RangeError(`--${name} takes a whole number, not “${text}”`);
  return { [name]: Number(plain) } as Partial<Record<K, number>>;
}
