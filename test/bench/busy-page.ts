import type { Page } from 'playwright-core';

/** Tasks that the work is spread over, as that of an app is. */
const TASKS = 6;
/** How long the page rests before it is busy again, ms. */
const RESTS = 300;

/**
 * How long a page that shows nothing takes to count as far as it usually comes in some time, spread over a few tasks, and
 * until the next frame: what the machine itself adds to work of that length, be it never so even.
 *
 * @param page shows nothing afterwards
 * @param ms how long the work usually takes
 * @param times how often it is done
 * @returns milliseconds of each
 */
export async function busyPage(page: Page, ms: number, times: number): Promise<readonly number[]> {
  await page.goto('about:blank');
  const answer: unknown = await page.evaluate(`(async () => {
    const count = (to) => { let sum = 0; for (let at = 0; at < to; at += 1) sum += Math.sqrt(at) % 3; return sum; };
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const timed = async (to) => {
      const from = performance.now();
      for (let task = 0; task < ${TASKS}; task += 1) { count(to); await rest(0); }
      await frame();
      return performance.now() - from;
    };
    let to = 1e5;
    for (let round = 0; round < 6; round += 1) {
      const times = [];
      for (let again = 0; again < 9; again += 1) times.push(await timed(to));
      times.sort((a, b) => a - b);
      to = Math.ceil(to * (${ms} / times[4]));
    }
    const all = [];
    for (let again = 0; again < ${times}; again += 1) { all.push(await timed(to)); await rest(${RESTS}); }
    return all;
  })()`);
  if (!Array.isArray(answer)) throw new Error('the page measured nothing');
  return answer.map(Number);
}
