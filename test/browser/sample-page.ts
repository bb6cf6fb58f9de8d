import { loadSample, openApp, receiptShown, sealed, until, words, type OpenApp } from './app-page.ts';

/** The page of this process with the sample loaded, while no file has it. */
let waiting: OpenApp | null = null;

/** Brings the page back to the receipt of the sample, with nothing open. */
async function bringBack({ page, url }: OpenApp): Promise<void> {
  for (const event of ['console', 'request', 'download'] as const) page.removeAllListeners(event);
  await page.setViewportSize({ width: 1440, height: 900 });
  const dialog = page.locator('dialog[open]');
  await until(async () => {
    if ((await dialog.count()) === 0) return true;
    await page.keyboard.press('Escape');
    return false;
  }, 'every dialog to close');
  await page.goto(`${url}#/data/receipt`);
  await receiptShown(page);
  const synthetic = page.getByRole('main').getByText(words('app.synthetic'), { exact: true });
  if ((await synthetic.count()) > 0) return;
  await page.goto(`${url}#/data`);
  await sealed(page);
  await loadSample(page);
}

/**
 * The receipt of the sample, for files that do not care what has been done with it before: notebooks, dashboards and
 * releases of other files may be there. Closing it hands it on to the next file of this process, and starts are most
 * of what such files cost.
 */
export async function samplePage(): Promise<OpenApp> {
  const handed = waiting;
  waiting = null;
  if (handed !== null) return handed;
  const app = await openApp({ ownSite: true });
  await sealed(app.page);
  await loadSample(app.page);
  const shared: OpenApp = {
    ...app,
    async close() {
      const usable = await bringBack(app).then(
        () => app.errors.length === 0,
        () => false,
      );
      if (usable) waiting = shared;
      else await app.close();
    },
  };
  return shared;
}
