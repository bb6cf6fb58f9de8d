import { filled, sameWords, writtenWords } from '../both-languages.ts';
import type { SnapshotLanguage, Words } from '../content.ts';
import { momentText } from '../figure-text.ts';
import { logWords, PAGES, PART_STATES, partWords, SIGNATURES, VERDICTS } from '../finding-words.ts';
import type { PartFinding, Verification } from '../verify-snapshot.ts';
import { make } from '../viewer/dom.ts';
import { SAYS } from '../words.ts';
import { VERIFIER_SAYS } from './verifier-words.ts';

const SIGNS = { unchanged: '✓', changed: '✕', notSnapshot: '?' } as const;

/** A fingerprint without what people put between its digits. */
function bare(fingerprint: string): string {
  return fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/gu, '');
}

type Say = (words: Words) => string;

function partsTable(parts: readonly PartFinding[], { content }: Verification, say: Say): HTMLElement {
  const rows = parts.map(({ name, state }) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, say(partWords(name, content))),
      make('td', { class: state === 'ok' ? 'good' : 'missed' }, say(PART_STATES[state])),
    ),
  );
  const heads = [VERIFIER_SAYS.part, VERIFIER_SAYS.state].map((each) =>
    make('th', { scope: 'col' }, say(each)),
  );
  return make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows));
}

function signatureView({ signature, fingerprint }: Verification, known: string, say: Say): HTMLElement {
  const isBad = signature !== 'valid' && signature !== 'none' && signature !== 'unsupported';
  const lines = [make('p', isBad ? { class: 'missed' } : {}, say(SIGNATURES[signature]))];
  if (fingerprint !== null) {
    lines.push(make('p', {}, make('code', {}, fingerprint)));
    const isKnown = bare(fingerprint) === bare(known);
    if (known.trim() === '') lines.push(make('p', { class: 'near' }, say(VERIFIER_SAYS.notCompared)));
    else {
      const compared = isKnown ? VERIFIER_SAYS.isKnown : VERIFIER_SAYS.isOther;
      lines.push(make('p', { class: isKnown ? 'good' : 'missed' }, say(compared)));
    }
  }
  return make('section', {}, make('h2', {}, say(SAYS.signature)), ...lines);
}

function aboutView({ content }: Verification, say: Say): HTMLElement | '' {
  if (content === null) return '';
  const { title, provenance } = content;
  const { fingerprint, firstDay, lastDay, filters, purpose, threshold, createdAt, version, build } =
    provenance;
  const days = firstDay === null || lastDay === null ? SAYS.noOrders : sameWords(`${firstDay} – ${lastDay}`);
  const lines: readonly (readonly [Words, Words])[] = [
    [VERIFIER_SAYS.fileTitle, writtenWords(title)],
    [SAYS.data, fingerprint === null ? SAYS.noData : sameWords(fingerprint)],
    [SAYS.period, days],
    ...(filters.length === 0 ? [SAYS.noFilters] : filters).map((each) => [SAYS.filters, each] as const),
    [SAYS.purpose, sameWords(purpose)],
    [SAYS.threshold, filled(SAYS.thresholdSays, { count: String(threshold) })],
    [SAYS.made, sameWords(momentText(createdAt))],
    [SAYS.program, filled(SAYS.programSays, { version, build })],
  ];
  const list = lines.map(([on, says]) => make('div', {}, make('dt', {}, say(on)), make('dd', {}, say(says))));
  return make(
    'section',
    { class: 'band' },
    make('h2', {}, say(VERIFIER_SAYS.about)),
    make('dl', {}, ...list),
  );
}

/**
 * What was found of a file, as a piece of the page. The file itself is not shown, and nothing in it becomes markup.
 *
 * @param known fingerprint that the reader knows; empty: none
 */
export function findingsView(found: Verification, known: string, language: SnapshotLanguage): HTMLElement {
  const say: Say = (words) => words[language];
  const { verdict, parts, log, page, differing, content } = found;
  const sign = make('b', { 'aria-hidden': 'true' }, SIGNS[verdict]);
  const head = make('p', { class: `verdict ${verdict}` }, sign, ' ', say(VERDICTS[verdict]));
  if (verdict === 'notSnapshot') return make('div', {}, head);
  const wrong = parts.filter(({ state }) => state !== 'ok');
  const names = differing.map((name) => say(partWords(name, content))).join(language === 'en' ? ', ' : '、');
  const count = filled(VERIFIER_SAYS.allParts, { count: String(parts.length) });
  const table = make('div', { class: 'scroll' }, partsTable(parts, found, say));
  return make(
    'div',
    {},
    head,
    ...(wrong.length === 0 ? [] : [partsTable(wrong, found, say)]),
    make('p', log.state === 'whole' ? {} : { class: 'missed' }, say(logWords(log))),
    make('p', page === 'differs' ? { class: 'missed' } : {}, say(PAGES[page])),
    ...(page === 'differs' && names !== ''
      ? [make('p', {}, say(filled(VERIFIER_SAYS.differing, { names })))]
      : []),
    signatureView(found, known, say),
    aboutView(found, say),
    make('details', {}, make('summary', {}, say(count)), table),
  );
}
