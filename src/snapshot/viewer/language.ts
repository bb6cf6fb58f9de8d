import type { SnapshotLanguage } from '../content.ts';

/** The language the reader has chosen by the switch of the page. */
export function chosenLanguage(): SnapshotLanguage {
  const zh = document.querySelector<HTMLInputElement>('#lang-zh');
  return zh?.checked === true ? 'zh-CN' : 'en';
}

const spoken: (() => void)[] = [];

/** Says something now, and again whenever the language changes. */
export function inLanguage(say: (language: SnapshotLanguage) => void): void {
  const again = (): void => {
    say(chosenLanguage());
  };
  spoken.push(again);
  again();
}

/** Says everything in the language of the page's switch, and again whenever it is turned. */
export function followLanguage(): void {
  const sayAll = (): void => {
    document.documentElement.lang = chosenLanguage();
    for (const again of spoken) again();
  };
  for (const input of document.querySelectorAll('input[name="lang"]')) {
    input.addEventListener('change', sayAll);
  }
  sayAll();
}
