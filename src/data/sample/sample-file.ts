import { generateOrders } from './generate-orders.ts';
import { SAMPLE_FILE_NAME, SAMPLE_OPTIONS } from './options.ts';

/**
 * Makes the sample of the app as a file, to be opened like any other: about 50,000 synthetic orders, 10 MB.
 * Takes about half a second, so it is called in a worker.
 */
export function makeSampleFile(): File {
  return new File([...generateOrders(SAMPLE_OPTIONS)], SAMPLE_FILE_NAME, { type: 'text/csv' });
}
