import type { CDPSession, Page } from 'playwright-core';
import { until } from '../browser/app-page.ts';

/** Longest a step may take before the measurement is given up, ms. */
const PATIENCE = 300_000;

/**
 * Drives a page with next to nothing on its main thread. Playwright's own selectors put a large script into
 * the page and search all of it, which would be the longest task that is measured.
 */
export class PageDriver {
  readonly #page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  /** Evaluates an expression in the page. */
  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  }

  /** Awaits a promise of the page for a number; fails where it does not come. */
  async measure(expression: string): Promise<number> {
    const evaluated = this.#session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`nothing within ${PATIENCE / 1000} s: ${expression}`));
      }, PATIENCE);
    });
    const { result, exceptionDetails } = await Promise.race([evaluated, late]).finally(() => {
      clearTimeout(timer);
    });
    if (typeof result.value === 'number') return result.value;
    throw new Error(exceptionDetails?.exception?.description ?? `no number: ${expression}`);
  }

  /** Waits until an expression is true. Fails with what the page says went wrong, instead of waiting on. */
  async until(expression: string, what: string): Promise<void> {
    let alert: unknown = null;
    await until(
      async () => {
        alert = await this.evaluate(
          "document.querySelector('[role=alert]:not([hidden])')?.innerText ?? null",
        );
        return alert !== null || (await this.evaluate(expression)) === true;
      },
      what,
      PATIENCE,
    );
    if (typeof alert === 'string') throw new Error(alert.replaceAll(/\s+/gu, ' '));
  }

  /** Clicks where an element is, as a mouse does. */
  async click(element: string): Promise<void> {
    const place = await this.evaluate(`(() => {
      const box = (${element}).getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    })()`);
    const [x = 0, y = 0] = place as readonly number[];
    await this.#page.mouse.click(x, y);
  }

  /** Gives a file to the page's file chooser. */
  async chooseFile(path: string): Promise<void> {
    const { root } = await this.#session.send('DOM.getDocument', { depth: 0 });
    const { nodeId } = await this.#session.send('DOM.querySelector', {
      nodeId: root.nodeId,
      selector: 'input[type=file]',
    });
    await this.#session.send('DOM.setFileInputFiles', { nodeId, files: [path] });
  }
}

/** An expression for the button that says something and can be pressed, or undefined. */
export function button(says: RegExp): string {
  return `[...document.querySelectorAll('button:enabled')].find((each) => ${String(says)}.test(each.textContent.trim()))`;
}
