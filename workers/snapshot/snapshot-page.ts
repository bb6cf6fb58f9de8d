import { version } from '../../package.json';
import type { BoundData } from '../../src/analyses/analysis.ts';
import type { Language } from '../../src/charts/look.ts';
import type { SnapshotRequest } from '../../src/contract/snapshot.ts';
import { loadMessages } from '../../src/i18n/messages.ts';
import { POLICY_FIELDS, policySentence } from '../../src/i18n/policy-words.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import type { Policy } from '../../src/contract/privacy.ts';
import {
  LANGUAGES,
  type SnapshotContent,
  type SnapshotDecision,
  type SnapshotLanguage,
  type SnapshotProvenance,
  type Words,
} from '../../src/snapshot/content.ts';
import { writtenWords } from '../../src/snapshot/both-languages.ts';
import { selectionWords } from '../dashboard/selection-words.ts';
import { type MadeTile, makeTile, type TileMaking } from './snapshot-content.ts';
import { inBoth, type Languages, written } from './snapshot-table.ts';

/** Loads what a snapshot is put into words in. */
export async function bothLanguages(): Promise<Languages> {
  const load = async (locale: SnapshotLanguage): Promise<Language> => ({
    locale,
    translate: createTranslate(locale, await loadMessages(locale)),
  });
  const [en, zh] = await Promise.all(LANGUAGES.map(load));
  if (en === undefined || zh === undefined) throw new RangeError('a snapshot needs both languages');
  return { en, 'zh-CN': zh };
}

/** Where the figures of a snapshot come from. */
export interface Origin {
  readonly data: Pick<BoundData, 'firstOrder' | 'lastOrder'>;
  readonly fingerprint: string;
  readonly policy: Policy;
  /** Hash of the build that made it. */
  readonly build: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A snapshot that has not left, and what was decided on for its tiles. */
export interface MadeSnapshot {
  readonly content: SnapshotContent;
  readonly tiles: readonly MadeTile[];
}

function filtersOf({ selection, prepare }: SnapshotRequest, languages: Languages): readonly Words[] {
  const words = (language: Language): readonly string[] => selectionWords(selection, prepare.grain, language);
  const [english, chinese] = [words(languages.en), words(languages['zh-CN'])];
  return english.map((en, place) => ({ en, 'zh-CN': chinese[place] ?? en }));
}

function provenanceOf(
  { request, languages, synthetic }: TileMaking,
  tiles: readonly MadeTile[],
  { data, fingerprint, policy, build, at }: Origin,
): SnapshotProvenance {
  return {
    fingerprint,
    synthetic,
    firstDay: data.firstOrder,
    lastDay: data.lastOrder,
    filters: filtersOf(request, languages),
    purpose: request.purpose,
    threshold: policy.threshold,
    policy: POLICY_FIELDS.map((field) => ({
      on: inBoth(languages, ({ translate }) => translate(`policy.field.${field}`)),
      says: inBoth(languages, ({ locale, translate }) =>
        policySentence(field, policy, { locale, t: translate }),
      ),
    })),
    suppressedRows: tiles.reduce(
      (sum, { content }) => sum + ('suppressedRows' in content ? content.suppressedRows : 0),
      0,
    ),
    refusedTiles: tiles.filter(({ refused }) => refused !== null).length,
    version,
    build,
    createdAt: at,
  };
}

function decisionsOf({ leaving, refused }: MadeTile): readonly SnapshotDecision[] {
  const answers = [
    ...leaving.map(({ answered }) => answered),
    ...(refused?.answered == null ? [] : [refused.answered]),
  ];
  return answers.map(({ answer }) => answer.decision);
}

/**
 * Makes a snapshot tile by tile, each checked against those before it; what may not leave is said in its place. Call it
 * within `register.together`.
 */
export async function makeSnapshot(making: TileMaking, origin: Origin): Promise<MadeSnapshot> {
  const { request, ground } = making;
  const all = request.pages.flatMap((page) => page.tiles);
  const made: MadeTile[] = [];
  for (const [place, tile] of all.entries()) {
    ground.run.check();
    ground.run.report({ phase: 'computing', share: place / all.length });
    made.push(await makeTile(making, tile, place));
  }
  let next = 0;
  const pages = request.pages.map(({ title, tiles }) => {
    const first = next;
    next += tiles.length;
    return {
      title: writtenWords(written(title)),
      tiles: made.slice(first, next).map(({ content }) => content),
    };
  });
  return {
    tiles: made,
    content: {
      title: written(request.title),
      locale: request.locale,
      theme: request.theme,
      pages,
      provenance: provenanceOf(making, made, origin),
      decisions: made.flatMap(decisionsOf),
      colours: Object.fromEntries(made.flatMap(({ colours }) => [...colours])),
    },
  };
}
