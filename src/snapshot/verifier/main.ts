import { build } from 'virtual:build-hash';
import { script, style } from 'virtual:snapshot-viewer';
import type { Words } from '../content.ts';
import { type Verification, verifySnapshot } from '../verify-snapshot.ts';
import { make, said } from '../viewer/dom.ts';
import { chosenLanguage, followLanguage, inLanguage } from '../viewer/language.ts';
import { SAYS } from '../words.ts';
import { findingsView } from './findings-view.ts';
import { VERIFIER_SAYS } from './verifier-words.ts';
import './verifier.css';

/** A snapshot is a small file; reading a huge one would only hold the page up. */
const MOST_BYTES = 50_000_000;

/** What stands below the drop zone: nothing, a sentence, or findings. */
type Shown = { readonly sentence: Words } | { readonly name: string; readonly found: Verification } | null;

function radio(group: string, value: string, isChosen: boolean, label: Node | string): HTMLLabelElement {
  const input = make('input', { type: 'radio', name: group, id: `${group}-${value}`, value });
  input.checked = isChosen;
  return make('label', {}, input, label);
}

function choices(legend: Words, labels: readonly HTMLLabelElement[]): HTMLFieldSetElement {
  return make('fieldset', {}, make('legend', {}, said(legend)), ...labels);
}

const opensInChinese = navigator.language.toLowerCase().startsWith('zh');
const controls = make(
  'div',
  { class: 'controls' },
  choices(SAYS.language, [
    radio('lang', 'en', !opensInChinese, 'English'),
    radio('lang', 'zh', opensInChinese, '简体中文'),
  ]),
);
const heading = make('h1');
const file = make('input', { type: 'file', id: 'file', accept: '.html,text/html' });
const known = make('input', { type: 'text', id: 'known', spellcheck: 'false', autocomplete: 'off' });
const findings = make('div', { class: 'findings', 'aria-live': 'polite' });
const header = make('header', {}, heading, controls);
document.body.append(header);
controls.append(
  choices(SAYS.theme, [
    radio('theme', 'system', true, said(SAYS.themeSystem)),
    radio('theme', 'light', false, said(SAYS.themeLight)),
    radio('theme', 'dark', false, said(SAYS.themeDark)),
  ]),
);
const drop = make(
  'section',
  { class: 'drop' },
  make('p', {}, said(VERIFIER_SAYS.lead)),
  file,
  make('label', { for: 'file', class: 'button' }, said(VERIFIER_SAYS.choose)),
);
const comparing = make(
  'section',
  { class: 'known' },
  make('label', { for: 'known' }, said(VERIFIER_SAYS.known)),
  known,
  make('p', { class: 'hint' }, said(VERIFIER_SAYS.knownHint)),
);
document.body.append(make('main', {}, drop, comparing, findings));

let shown: Shown = null;

function show(next: Shown): void {
  shown = next;
  const language = chosenLanguage();
  if (next === null) findings.replaceChildren();
  else if ('sentence' in next) findings.replaceChildren(make('p', {}, next.sentence[language]));
  else {
    const name = make('p', { class: 'hint' }, next.name);
    findings.replaceChildren(name, findingsView(next.found, known.value, language));
  }
}

async function read(chosen: File): Promise<void> {
  if (chosen.size > MOST_BYTES) {
    show({ sentence: VERIFIER_SAYS.tooLarge });
    return;
  }
  show({ sentence: VERIFIER_SAYS.reading });
  try {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    show({ name: chosen.name, found: await verifySnapshot(bytes, { script, style, build }) });
  } catch {
    show({ sentence: VERIFIER_SAYS.unreadable });
  }
}

inLanguage((language) => {
  document.title = VERIFIER_SAYS.title[language];
  heading.textContent = VERIFIER_SAYS.title[language];
  show(shown);
});
followLanguage();
file.addEventListener('change', () => {
  const chosen = file.files?.[0];
  if (chosen !== undefined) void read(chosen);
});
known.addEventListener('input', () => {
  show(shown);
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', () => {
  drop.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  const chosen = event.dataTransfer?.files[0];
  if (chosen !== undefined) void read(chosen);
});
