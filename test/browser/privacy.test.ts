import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSample, openApp, sealed, toRfm, until, words, type OpenApp, fileLeaving } from './app-page.ts';

/** In the page: loads it anew in the moment its footer says this. */
function reloadOnceShown(text: string): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('footer')?.innerText.includes(text) !== true) return;
    observer.disconnect();
    location.reload();
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** In the page, before anything else: notes every threshold the footer shows, one after another. */
function notePoliciesShown(): void {
  const shown: string[] = [];
  Reflect.set(window, 'policiesShown', shown);
  const look = (): void => {
    const [text] = /k ≥ \d+/u.exec(document.querySelector('footer')?.innerText ?? '') ?? [];
    if (text !== undefined && shown.at(-1) !== text) shown.push(text);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

describe('the privacy screen', () => {
  let app: OpenApp;
  beforeAll(async () => {
    app = await openApp();
    await sealed(app.page);
    await loadSample(app.page);
    await toRfm(app.page);
  });
  afterAll(() => app.close());

  const go = async (
    hash: string,
    heading: 'posture.title' | 'policy.title' | 'register.title',
  ): Promise<void> => {
    await app.page.goto(app.url + hash);
    await app.page.getByRole('heading', { name: words(heading), exact: true }).waitFor();
  };
  /** What is to be seen on paper. */
  const onPaper = async (): Promise<string> => {
    await app.page.emulateMedia({ media: 'print' });
    const text = await app.page.locator('body').innerText();
    await app.page.emulateMedia({ media: 'screen' });
    return text;
  };
  const thresholdField = () => app.page.getByLabel(words('policy.box.threshold'), { exact: true });

  it('prints nothing of a private screen but a word on why', async () => {
    expect(await app.page.locator('main').innerText()).toContain('Champions');
    const text = await onPaper();
    expect(text).toContain(words('print.notice.title'));
    expect(text).not.toMatch(/\d|Champions/u);
  });

  it('says on one page how things stand, and tests it now', async () => {
    const { page } = app;
    await go('#/privacy', 'posture.title');
    const main = page.getByRole('main');
    await main.getByText(words('posture.seal.good')).waitFor();
    await main.getByText(words('posture.engine.good')).waitFor();
    await main.getByText(words('posture.releases.none')).waitFor();
    await main.getByRole('button', { name: words('posture.testNow') }).click();
    await main.getByRole('button', { name: words('posture.testNow') }).waitFor();
    await main.getByText(words('posture.seal.good')).waitFor();
  });

  it('destroys the key of pseudonyms once it is said what that means, and notes it', async () => {
    const { page } = app;
    const button = page.getByRole('button', { name: words('posture.key.destroy') });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText(words('posture.key.ask.made')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(words('posture.key.ask.made')).waitFor({ state: 'detached' });
    expect(await page.getByText(words('posture.key.destroyed')).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: words('posture.key.confirm'), exact: true }).click();
    await page.getByText(words('posture.key.destroyed')).waitFor();
    await go('#/privacy/releases', 'register.title');
    await page.getByText(words('log.event.keyDestroyed')).first().waitFor();
  });

  it('shows what a stricter policy would change before it is applied, and refuses a looser one', async () => {
    const { page } = app;
    await go('#/privacy/policy', 'policy.title');
    await thresholdField().fill('5');
    await page.getByText(words('policy.problem.looser')).waitFor();
    const apply = page.getByRole('button', { name: words('policy.apply'), exact: true });
    expect(await apply.getAttribute('aria-disabled')).toBe('true');
    await thresholdField().fill('60');
    const frequency = page.getByRole('row', { name: /Customers by frequency/u });
    await until(async () => (await frequency.innerText()).includes('rows more are withheld'), 'what changes');
    expect(await page.locator('footer').innerText()).toContain('k ≥ 10');
    await page.addInitScript(notePoliciesShown);
    await page.evaluate(reloadOnceShown, 'k ≥ 60');
    await apply.focus();
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await until(async () => (await page.locator('footer').innerText()).includes('k ≥ 60'), 'the kept policy');
    await page.getByRole('button', { name: words('policy.preset.own') }).click();
    await page.getByRole('button', { name: words('policy.apply'), exact: true }).click();
    await until(
      async () => (await page.locator('footer').innerText()).includes('k ≥ 10'),
      'the host’s policy',
    );
    expect(await page.evaluate(() => Reflect.get(window, 'policiesShown'))).toEqual(['k ≥ 60', 'k ≥ 10']);
  });

  it('registers what is released, and prints the register and the log through the gate', async () => {
    const { page } = app;
    await page.goto(`${app.url}#/data`);
    await sealed(page);
    await loadSample(page);
    await toRfm(page);
    await page.getByRole('button', { name: words('analysisScreen.release.menu'), exact: true }).click();
    const [download] = await Promise.all([
      fileLeaving(page),
      page
        .getByRole('dialog')
        .getByRole('button', { name: /as CSV$/u })
        .first()
        .click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('Champions');
    await page.keyboard.press('Escape');
    await go('#/privacy/releases', 'register.title');
    await page
      .getByRole('row', { name: /RFM segments · Segments.*CSV/u })
      .first()
      .waitFor();
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await page.getByRole('button', { name: `${words('report.register')}: ${words('report.print')}` }).click();
    await until(async () => (await onPaper()).includes(words('report.register')), 'the released page');
    expect(await onPaper()).toMatch(/RFM segments · Segments/u);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await until(async () => (await onPaper()).includes(words('print.notice.title')), 'the notice again');
    await page.getByRole('combobox', { name: words('log.show') }).selectOption('events');
    expect(await page.getByRole('group', { name: words('log.title') }).innerText()).not.toContain('CSV');
    const [log] = await Promise.all([
      fileLeaving(page),
      page.getByRole('button', { name: `${words('report.log')}: ${words('report.csv')}` }).click(),
    ]);
    const text = readFileSync(await log.path(), 'utf8');
    expect(text).toContain('RFM segments · Segments');
    expect(text).toContain(words('log.event.policyChanged'));
  });

  it('has met no error on the way', () => {
    expect(app.errors).toEqual([]);
  });
});
