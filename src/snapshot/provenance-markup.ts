import { filled, sameWords } from './both-languages.ts';
import type { SnapshotContent, SnapshotDecision, Words } from './content.ts';
import { momentText } from './figure-text.ts';
import { both, escaped } from './markup.ts';
import { SAYS } from './words.ts';

function line(on: Words, says: string): string {
  return `<div><dt>${both(on)}</dt><dd>${says}</dd></div>`;
}

function decisionRow({ at, subject, outcome, rows }: SnapshotDecision): string {
  return `<tr><td>${escaped(momentText(at))}</td><td>${escaped(subject)}</td><td>${both(SAYS[outcome])}</td><td class="number">${rows}</td></tr>`;
}

/**
 * The band that says where the figures come from and under which terms they left.
 *
 * @param signer fingerprint of the key that signs the file; null: it is not signed
 */
export function provenanceMarkup({ provenance, decisions }: SnapshotContent, signer: string | null): string {
  const { fingerprint, synthetic, firstDay, lastDay, filters, purpose, threshold, policy } = provenance;
  const { suppressedRows, refusedTiles, version, build, createdAt } = provenance;
  const data = fingerprint === null ? both(SAYS.noData) : `<code>${escaped(fingerprint)}</code>`;
  const days = firstDay === null || lastDay === null ? SAYS.noOrders : sameWords(`${firstDay} – ${lastDay}`);
  const chosen = filters.length === 0 ? both(SAYS.noFilters) : filters.map(both).join('<br>');
  const counts = { rows: String(suppressedRows), tiles: String(refusedTiles) };
  const lines = [
    line(SAYS.data, synthetic ? `${data} · ${both(SAYS.synthetic)}` : data),
    line(SAYS.period, both(days)),
    line(SAYS.filters, chosen),
    line(SAYS.purpose, escaped(purpose)),
    line(SAYS.threshold, both(filled(SAYS.thresholdSays, { count: String(threshold) }))),
    line(SAYS.suppressed, both(filled(SAYS.suppressedSays, counts))),
    line(SAYS.made, escaped(momentText(createdAt))),
    line(SAYS.program, both(filled(SAYS.programSays, { version, build }))),
    line(
      SAYS.signature,
      both(signer === null ? SAYS.unsigned : filled(SAYS.signedBy, { fingerprint: signer })),
    ),
  ];
  const terms = policy.map(({ on, says }) => line(on, both(says))).join('');
  const heads = [SAYS.logAt, SAYS.logSubject, SAYS.logOutcome].map(
    (each) => `<th scope="col">${both(each)}</th>`,
  );
  const log = `<table><thead><tr>${heads.join('')}<th scope="col" class="number">${both(SAYS.logRows)}</th></tr></thead><tbody>${decisions.map(decisionRow).join('')}</tbody></table>`;
  const count = filled(SAYS.log, { count: String(decisions.length) });
  return [
    `<section class="band" aria-labelledby="band-title"><h2 id="band-title">${both(SAYS.provenance)}</h2>`,
    `<dl>${lines.join('')}</dl>`,
    `<details><summary>${both(SAYS.policy)}</summary><dl>${terms}</dl></details>`,
    `<details><summary>${both(count)}</summary><div class="scroll" role="region" tabindex="0" aria-labelledby="band-title">${log}</div></details>`,
    `</section>`,
  ].join('');
}
