import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until, words, type OpenApp, fileLeaving } from './app-page.ts';
import { buildFirst } from './dashboard-page.ts';
import { samplePage } from './sample-page.ts';

const PASSPHRASE = 'heron tulip lantern granite';

/** Opens the part of the dialog that a summary names. */
async function unfold(dialog: Locator, name: string): Promise<Locator> {
  const part = dialog.locator('details', { has: dialog.page().getByText(name, { exact: true }) });
  await part.locator('summary').click();
  return part;
}

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: words('dashboardScreen.share'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('snapshot.share') }).click();
  return page.getByRole('dialog');
}

describe('the key that snapshots are signed with', () => {
  let app: OpenApp;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'cloister-key-'));
    app = await samplePage();
  });
  afterAll(async () => {
    expect(app.errors).toEqual([]);
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it('is saved under a passphrase, and comes back with the same fingerprint after it was replaced', async () => {
    const { page } = app;
    await buildFirst(page);
    const dialog = await openDialog(page);
    const fingerprint = dialog.locator('.key code');
    await dialog.getByRole('button', { name: words('snapshot.key.make') }).click();
    await fingerprint.waitFor();
    const first = await fingerprint.innerText();

    const backup = await unfold(dialog, words('snapshot.backup'));
    await backup.getByLabel(words('snapshot.passphrase'), { exact: true }).fill(PASSPHRASE);
    await backup.getByLabel(words('snapshot.passphrase.again')).fill(PASSPHRASE);
    const download = fileLeaving(page);
    await backup.getByRole('button', { name: words('snapshot.backup.save') }).click();
    const file = path.join(folder, 'key.json');
    await (await download).saveAs(file);
    await backup.getByText(words('snapshot.backup.saved')).waitFor();

    const replace = await unfold(dialog, words('snapshot.key.replace'));
    await replace.getByRole('button', { name: words('snapshot.key.replace.now') }).click();
    await until(async () => (await fingerprint.innerText()) !== first, 'another fingerprint');

    // What becomes of the old key is said once, whichever way it is replaced.
    expect(await dialog.getByText(words('snapshot.key.replace.warning')).count()).toBe(1);
    await replace.getByLabel(words('snapshot.restore.file')).setInputFiles(file);
    await replace.getByLabel(words('snapshot.passphrase'), { exact: true }).fill('another passphrase');
    await replace.getByRole('button', { name: words('snapshot.restore.now') }).click();
    await replace.getByText(words('error.snapshot.passphraseWrong')).waitFor();
    expect(await fingerprint.innerText()).not.toBe(first);
    await replace.getByLabel(words('snapshot.passphrase'), { exact: true }).fill(PASSPHRASE);
    await replace.getByRole('button', { name: words('snapshot.restore.now') }).click();
    await until(async () => (await fingerprint.innerText()) === first, 'the first fingerprint');
    await replace.getByText(words('snapshot.restore.done')).waitFor();
  });

  it('signs the next snapshot too, unless the last choice was not to', async () => {
    const { page } = app;
    const again = async (): Promise<Locator> => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const dialog = await openDialog(page);
      await dialog.locator('.key code').waitFor();
      return dialog;
    };
    const sign = (dialog: Locator): Locator => dialog.getByLabel(words('snapshot.sign'));
    let dialog = await again();
    expect(await sign(dialog).isChecked()).toBe(true);
    await dialog.frameLocator('iframe').getByText('Ed25519, key').first().waitFor({ timeout: 90_000 });
    await sign(dialog).uncheck();
    dialog = await again();
    expect(await sign(dialog).isChecked()).toBe(false);
    await sign(dialog).check();
    dialog = await again();
    expect(await sign(dialog).isChecked()).toBe(true);
  });
});
