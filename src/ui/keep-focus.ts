/**
 * Keeps the keyboard where it was when a pressed control goes: once the focused element has been taken out of
 * the container, the first button or link left in it takes the focus, or the page's main part where there is
 * none. Without this the focus would fall to the body, and the next Tab would start at the top of the page.
 *
 * @param container element whose controls come and go; use with `{@attach keepFocus}`
 */
export function keepFocus(container: HTMLElement): () => void {
  let last: Node | null = null;
  const remember = (event: FocusEvent): void => {
    last = event.target instanceof Node ? event.target : null;
  };
  const observer = new MutationObserver(() => {
    if (last === null || last.isConnected) return;
    last = null;
    if (document.activeElement !== document.body) return;
    const next =
      container.querySelector<HTMLElement>('button:not(:disabled), a[href]') ??
      document.querySelector<HTMLElement>('main');
    next?.focus({ preventScroll: true });
  });
  container.addEventListener('focusin', remember);
  observer.observe(container, { childList: true, subtree: true });
  return () => {
    observer.disconnect();
    container.removeEventListener('focusin', remember);
  };
}
