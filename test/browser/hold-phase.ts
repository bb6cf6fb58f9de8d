import type { Page } from 'playwright-core';
import { until } from './app-page.ts';
import { workerNamed } from './look-into-engine.ts';

/** Channel on which the engine's worker asks for leave, and the page gives it. */
const LEAVE = 'test-leave';

/** The page's side, as it stands in its global scope. */
interface Warden {
  holds(): boolean;
  /** Gives leave to whatever asks from now on. */
  release(): void;
  leave(): void;
}

interface WithWarden {
  warden?: Warden;
}

/** Where the engine is to be held: before a statement. */
export interface Hold {
  /** What the text of the page matches then. */
  readonly shown: RegExp;
  /** What the statement before matches; absent: any. */
  readonly behind?: RegExp;
}

/** Has each statement wait for leave before it goes to DuckDB. What stops a statement goes at once. */
async function askForLeave(page: Page): Promise<void> {
  const engine = await workerNamed(page, 'engine');
  await engine.evaluate((name) => {
    const scope = self as unknown as { asks?: boolean };
    if (scope.asks === true) return;
    scope.asks = true;
    const channel = new BroadcastChannel(name);
    const send = Worker.prototype.postMessage as (this: Worker, ...message: unknown[]) => void;
    const waiting: (() => void)[] = [];
    let before = '';
    channel.onmessage = () => {
      for (const go of waiting.splice(0)) go();
    };
    const asking = function (this: Worker, ...message: unknown[]): void {
      const [first] = message as [{ readonly type?: string; readonly data?: unknown } | null];
      const go = (): void => {
        send.apply(this, message);
      };
      if (!/^(START_PENDING_QUERY|INSERT_ARROW_FROM_IPC_STREAM)$/u.test(first?.type ?? '')) {
        go();
        return;
      }
      waiting.push(go);
      channel.postMessage(before);
      const text: unknown = Array.isArray(first?.data) ? first.data[1] : '';
      before = typeof text === 'string' ? text : '';
    };
    Worker.prototype.postMessage = asking as typeof Worker.prototype.postMessage;
  }, LEAVE);
}

/** Gives leave until the engine is where it is to be held, then none. */
async function watchFor(page: Page, { shown, behind }: Hold): Promise<void> {
  await page.evaluate(
    ({ name, source, sourceBehind }) => {
      const scope = globalThis as WithWarden;
      scope.warden?.leave();
      const words = new RegExp(source, 'u');
      const statement = new RegExp(sourceBehind, 'u');
      const channel = new BroadcastChannel(name);
      let held = false;
      channel.onmessage = ({ data }: MessageEvent<string>) => {
        // What was told before came on another channel, and is drawn in a turn of its own.
        setTimeout(() => {
          held = statement.test(data) && words.test(document.querySelector('main')?.innerText ?? '');
          if (!held) channel.postMessage('you may');
        }, 20);
      };
      scope.warden = {
        holds: () => held,
        release: () => {
          channel.onmessage = () => {
            channel.postMessage('you may');
          };
          if (held) channel.postMessage('you may');
        },
        leave: () => {
          channel.close();
        },
      };
    },
    { name: LEAVE, source: shown.source, sourceBehind: behind?.source ?? '' },
  );
}

/**
 * Holds the engine between two statements as soon as the page shows something, so that no phase can go by unseen, however
 * quick the machine is, and the engine can be looked into meanwhile.
 *
 * @param begin begins the work
 * @param meanwhile what is done while the engine is held; it goes on afterwards
 */
export async function whileHeld(
  page: Page,
  hold: Hold,
  begin: () => Promise<void>,
  meanwhile: () => Promise<void>,
): Promise<void> {
  await askForLeave(page);
  await watchFor(page, hold);
  await begin();
  const isHeld = (): Promise<boolean> =>
    page.evaluate(() => (globalThis as WithWarden).warden?.holds() ?? false);
  await until(isHeld, `the engine to be held at ${String(hold.shown)}`);
  await meanwhile();
  await page.evaluate(() => {
    (globalThis as WithWarden).warden?.release();
  });
}
