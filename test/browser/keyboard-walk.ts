import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from './app-page.ts';

/** More stops than any screen has, so that a walk that never arrives is a trap. */
const MOST_STOPS = 160;

/** What has the focus: its name for messages, and whether anything on screen shows that it has it. */
export function focused(page: Page): Promise<{ name: string; onBody: boolean; visible: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { name: 'body', onBody: true, visible: false };
    const marked = (target: Element | null): boolean => {
      if (target === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    };
    const { width, height, bottom, right, top, left } = (
      element.closest('label') ?? element
    ).getBoundingClientRect();
    const inView = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
    return {
      name: `${element.tagName} ${element.getAttribute('type') ?? ''} ${element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40)}`,
      onBody: false,
      // A field without an outline of its own is shown by the box around it.
      visible:
        width > 0 &&
        height > 0 &&
        inView &&
        [element, element.parentElement, element.closest('.editor')].some((each) => marked(each)),
    };
  });
}

/** Whether a control has the focus. */
export function has(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

/** Walks with Tab to a control; every stop on the way must show that it has the focus. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await has(target)) return;
    await page.keyboard.press(key);
    const { name, onBody, visible } = await focused(page);
    // Between the last control and the first the focus passes through the browser's own frame.
    if (!onBody) expect(visible, `the focus to be seen on ${name}`).toBe(true);
    seen.push(name);
  }
  throw new Error(`not reached with ${key}: ${[...new Set(seen)].slice(-12).join(' · ')}`);
}

/** Waits until a control has the focus. */
export function holds(target: Locator, what: string): Promise<void> {
  return until(() => has(target), `the focus on ${what}`);
}
