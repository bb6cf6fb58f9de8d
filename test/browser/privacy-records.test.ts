import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/stats/random/random.ts';
import {
  chooseFile,
  columnsShown,
  openApp,
  sealed,
  until,
  words,
  type OpenApp,
  fileLeaving,
} from './app-page.ts';

const PEOPLE = 400;

/** People made up from a seed: a name and an e-mail each, three quasi-identifiers and a diagnosis. */
function people(): string {
  const random = new Random().seed(20, 0, 0);
  const pick = <T>(values: readonly T[]): T | undefined => values[random.below(values.length)];
  const rows = Array.from({ length: PEOPLE }, (_, place) => {
    const name = `${pick(['Anna', 'Peter', 'Maria', 'John', 'Sarah', 'David'])} ${pick(['Meyer', 'Smith', 'Jones', 'Weber'])}`;
    const age = 20 + random.below(60);
    const postcode = 10_000 + random.below(400) * 10;
    return [
      name,
      `person${place}@example.org`,
      age,
      pick(['female', 'male']),
      postcode,
      pick(['asthma', 'diabetes', 'migraine', 'none']),
    ].join(',');
  });
  return ['name,email,age,gender,postcode,diagnosis', ...rows].join('\n');
}

describe('records on the privacy screen', () => {
  let app: OpenApp;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'cloister-records-'));
    const file = path.join(folder, 'people.csv');
    await writeFile(file, people());
    app = await openApp();
    await sealed(app.page);
    await chooseFile(app.page, file);
    await columnsShown(app.page);
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  const go = (section: string): Promise<void> =>
    app.page.evaluate((to) => {
      location.hash = `#/privacy/${to}`;
    }, section);
  const press = (name: string): Promise<void> => app.page.getByRole('button', { name, exact: true }).click();

  it('classifies every column, and keeps a change with its reason in the log', async () => {
    const { page } = app;
    await go('classification');
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `, 'u') });
    await row('email').waitFor();
    for (const name of ['name', 'email']) {
      expect(await row(name).innerText()).toContain(words('classification.role.directIdentifier'));
    }
    for (const name of ['age', 'gender', 'postcode']) {
      expect(await row(name).innerText()).toContain(words('classification.role.quasiIdentifier'));
    }
    expect(await row('diagnosis').innerText()).toContain(words('classification.role.sensitive'));

    await page.getByRole('button', { name: 'Change postcode' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: words('classification.legal.preciseLocation') }).check();
    await dialog.getByRole('button', { name: words('records.classify.dialog.save') }).click();
    await dialog.getByText(words('records.classify.dialog.reasonNeeded')).waitFor();
    await dialog.getByLabel(words('records.classify.dialog.reason')).fill('houses of their own');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await until(
      async () => (await row('postcode').innerText()).includes(words('records.classify.status.overridden')),
      'the change',
    );
    await page.getByRole('button', { name: words('records.classify.confirmAll') }).click();
    await until(
      async () => (await row('age').innerText()).includes(words('records.classify.status.confirmed')),
      'the confirmation',
    );
    await go('releases');
    await page.getByText('houses of their own').waitFor();
  });

  it('measures the risk in words and figures', async () => {
    const { page } = app;
    await go('risk');
    await press(words('records.risk.measure'));
    await page.getByRole('heading', { name: words('records.risk.attackers') }).waitFor({ timeout: 60_000 });
    await page.getByText(words('records.risk.k.one')).waitFor();
    await page.getByText('below the policy’s k = 10').waitFor();
    await page.getByRole('heading', { name: words('records.risk.uniqueSets') }).waitFor();
  });

  it('de-identifies by the keyboard, and what leaves meets the policy and names nobody', async () => {
    const { page } = app;
    await go('deidentify');
    await page.getByRole('row', { name: /^email/u }).waitFor();
    const next = page.getByRole('button', { name: words('records.deidentify.next'), exact: true });
    await next.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'postcode', level: 4 }).waitFor();
    await next.focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(words('records.deidentify.model.l').replace('{column}', 'diagnosis')).fill('2');
    await next.focus();
    await page.keyboard.press('Enter');
    await press(words('records.deidentify.search'));
    await until(() => next.isEnabled(), 'the search', 60_000);
    await page.getByRole('heading', { name: words('records.deidentify.why') }).waitFor();
    await next.focus();
    await page.keyboard.press('Enter');

    const csv = page.getByRole('button', { name: 'CSV', exact: true });
    await page.getByLabel(words('records.deidentify.release.purpose')).fill('study of illnesses');
    await press(words('records.deidentify.make'));
    await page
      .getByRole('heading', { name: words('records.deidentify.result.preview') })
      .waitFor({ timeout: 60_000 });
    const charts = page.getByRole('region', { name: words('records.compare.title') });
    await charts.getByRole('article', { name: 'Records by age' }).waitFor({ timeout: 60_000 });
    await charts
      .getByText(/^(Largest change: |No figure changes)/u)
      .first()
      .waitFor();
    expect(await charts.getByText(words('chartFigure.private')).count()).toBeGreaterThan(0);
    // By the keyboard: one chart more, limited to a value.
    await charts.getByText(words('records.compare.add'), { exact: true }).focus();
    await page.keyboard.press('Enter');
    await charts.getByRole('combobox', { name: /^By/u }).selectOption('gender');
    await charts.getByRole('combobox', { name: /^Only where/u }).selectOption('gender');
    await charts.getByLabel(words('records.compare.values')).fill('female; *');
    await page.keyboard.press('Enter');
    const added = charts.getByRole('article', {
      name: 'Records by gender, only gender: female, *',
    });
    await added.getByText(/^(Largest change: |No figure changes)/u).waitFor();
    const [download] = await Promise.all([fileLeaving(page), csv.click()]);
    const text = await readFile(await download.path(), 'utf8');
    const [head = '', ...lines] = text
      .replace(/^\uFEFF/u, '')
      .trim()
      .split('\r\n');
    expect(head.split(',')).not.toContain('email');
    expect(text).not.toMatch(/@example\.org|Meyer|Weber/u);
    const columns = head.split(',');
    const places = ['age', 'gender', 'postcode'].map((name) => columns.indexOf(name));
    expect(places).not.toContain(-1);
    const classes = new Map<string, number>();
    for (const line of lines) {
      const fields = line.split(',');
      const key = places.map((place) => fields[place]).join('|');
      classes.set(key, (classes.get(key) ?? 0) + 1);
    }
    expect(lines).toHaveLength(PEOPLE);
    expect(Math.min(...classes.values())).toBeGreaterThanOrEqual(10);
    expect(app.errors).toEqual([]);
  });
});
