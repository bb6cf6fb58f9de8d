import { tick } from 'svelte';
import type { ReleasedFile } from '../contract/privacy.ts';
import { openReleased, type Released } from '../privacy/gate.ts';

/**
 * The page that is on its way to the printer. Whatever else is on the screen is private and is not printed: the
 * only thing that can be put here is a page the release gate has let out.
 */
export class Printer {
  /** What is printed; null when nothing has been released for it. */
  page: DocumentFragment | null = $state.raw(null);

  /**
   * Prints a released page, and takes it away again when that is over.
   *
   * @throws AppFailure `gate.notReleased` for anything that has not passed the gate
   */
  async print(released: Released<ReleasedFile>): Promise<void> {
    const { bytes } = openReleased(released);
    const read = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'text/html');
    const page = document.createDocumentFragment();
    // A page with a look of its own keeps it on paper; on the screen it says nothing.
    for (const style of read.head.querySelectorAll('style')) {
      style.media = 'print';
      page.append(style);
    }
    page.append(...read.body.children);
    this.page = page;
    await tick();
    addEventListener(
      'afterprint',
      () => {
        this.page = null;
      },
      { once: true },
    );
    window.print();
  }
}
