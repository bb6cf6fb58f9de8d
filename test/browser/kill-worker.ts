import type { Page } from 'playwright-core';

/**
 * Ends a worker of the page from inside, as a crash would: the newest of its name, since those that a dead engine
 * had started stay on Playwright's list.
 */
export async function killWorker(page: Page, which: 'engine' | 'duckdb'): Promise<void> {
  const workers = page.workers();
  for (const worker of workers.toReversed()) {
    const name = await worker.evaluate(() => self.name).catch(() => null);
    if (name !== which) continue;
    await worker.evaluate(() => {
      self.close();
    });
    return;
  }
  throw new Error(`no worker ${which} among ${workers.length}`);
}
