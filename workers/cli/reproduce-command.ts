import { AppFailure, toAppError } from '../../src/contract/error.ts';
import { english as ENGLISH } from '../../src/i18n/en/index.ts';
import { createTranslate, describeError } from '../../src/i18n/translate.ts';
import { readArguments, USAGE } from './reproduce-arguments.ts';
import { UsageError } from './usage-error.ts';

/** The data, the recipe or the parameters do not allow it. */
const EXIT_FAILED = 1;
/** The command line is wrong. */
const EXIT_USAGE = 2;

const number = new Intl.NumberFormat('en');

async function run(args: readonly string[]): Promise<void> {
  const request = readArguments(args);
  if (request.kind === 'help') {
    console.log(USAGE);
    return;
  }
  const started = performance.now();
  // Loaded late: a mistake on the command line is told at once.
  const { reproduce } = await import('./reproduce-run.ts');
  const { rows, customers, decisions } = await reproduce(request);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const released = decisions.filter(({ outcome }) => outcome === 'released').length;
  const people = customers === null ? '' : `, ${number.format(customers)} customers`;
  console.log(`${request.analysis}: ${number.format(rows)} rows${people} in ${seconds} s`);
  console.log(`${request.out}: ${released} of ${decisions.length} tables released; result.json is private`);
}

/**
 * Does what `npm run reproduce` is asked for and prints what came of it, or in words what is wrong.
 *
 * @param args what stands on the command line after the name of the command
 * @returns the exit code: 0, 1 where data, recipe or parameters do not allow it, 2 for a wrong command line
 */
export async function reproduceCommand(args: readonly string[]): Promise<number> {
  try {
    await run(args);
    return 0;
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      console.error(`reproduce: ${thrown.message}`);
      console.error('npm run reproduce -- --help lists the options');
      return EXIT_USAGE;
    }
    const { sentence, hint } = describeError(toAppError(thrown), createTranslate('en', ENGLISH));
    console.error(`reproduce: ${sentence}\n${hint}`);
    if (!(thrown instanceof AppFailure) && thrown instanceof Error) console.error(thrown.stack);
    return EXIT_FAILED;
  }
}
