import { loadColumns } from './textbook-sql.ts';
import { openNative } from './native.ts';
import { MART_OF_FILE, questionOn } from './notebook-documents.ts';

/**
 * The question of the bench's notebook on the same mart, by native DuckDB on one thread.
 *
 * @param file orders
 * @param values of the input
 * @returns milliseconds, one for each value
 */
export async function nativeMart(file: string, values: readonly number[]): Promise<number[]> {
  const native = await openNative();
  try {
    await native.time(loadColumns(file, 'roles').text);
    await native.time(`CREATE TABLE mart AS ${MART_OF_FILE}`);
    await native.time('DROP TABLE orders');
    const times: number[] = [];
    for (const value of values) {
      const seconds = await native.time(`CREATE OR REPLACE TABLE by_country AS ${questionOn(value)}`);
      times.push(seconds * 1000);
    }
    return times;
  } finally {
    native.close();
  }
}
