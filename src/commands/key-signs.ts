const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Plus: '+',
};
const MAC_SIGNS: Readonly<Record<string, string>> = {
  ...SIGNS,
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Backspace: '⌫',
};

/**
 * Writes a shortcut the way the user's keyboard is labelled.
 *
 * @param keys shortcut as written in a command
 * @param mac whether the keyboard is a Mac's
 */
export function showKeys(keys: string, mac: boolean): string {
  const signs = mac ? MAC_SIGNS : { ...SIGNS, Mod: 'Ctrl' };
  return keys
    .split('+')
    .map((part) => signs[part] ?? part)
    .join(mac ? '' : ' ');
}

/** Whether the keyboard is a Mac's. */
export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/iu.test(platform);
}
