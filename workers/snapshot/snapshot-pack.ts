import { type Zippable, zipSync } from 'fflate';
import type { DashboardGrain, Selection } from '../../src/contract/dashboard.ts';
import type { ExportFormat, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Locale } from '../../src/i18n/messages.ts';
import { openReleased, type Released } from '../../src/privacy/gate.ts';
import { writtenWords } from '../../src/snapshot/both-languages.ts';
import { LANGUAGES, type SnapshotContent } from '../../src/snapshot/content.ts';
import { selectionWords } from '../dashboard/selection-words.ts';
import { toCsv } from '../export/csv.ts';
import { toPicture } from '../export/picture.ts';
import type { TableLook } from '../export/printed-table.ts';
import { toXlsx } from '../export/xlsx.ts';
import { fileNameOf } from '../notebook/document-release.ts';
import type { SnapshotFile } from './snapshot-file.ts';
import type { MadeTile } from './snapshot-content.ts';
import type { Languages } from './snapshot-table.ts';
import type { LeavingTable } from './snapshot-tiles.ts';

/** Time of all entries, so that the same files give the same archive; zip knows none before 1980. */
const MTIME = new Date('1980-01-02T00:00:00Z');

/** What a pack is made with. */
export interface PackTerms {
  readonly languages: Languages;
  readonly locale: Locale;
  /** What periods of conditions are. */
  readonly grain: DashboardGrain;
  readonly synthetic: boolean;
  /** Kinds of file that the policy allows; others are left out. */
  readonly formats: readonly ExportFormat[];
}

function lookOf(
  { shape, context }: LeavingTable,
  selection: Selection,
  { languages, locale, grain, synthetic }: PackTerms,
): TableLook {
  const { params, currency } = context;
  const language = languages[locale];
  const filters = selectionWords(selection, grain, language);
  return { ...language, shape, currency, params, synthetic, filters };
}

/** Size of pictures that stand by themselves, CSS pixels. */
const PICTURE = [960, 540] as const;

async function filesOf(
  { content, leaving, selection }: MadeTile,
  place: number,
  terms: PackTerms,
): Promise<Zippable> {
  const { formats, grain, locale } = terms;
  const files: Zippable = {};
  const number = String(place + 1).padStart(2, '0');
  const title = content.title[locale];
  for (const [index, table] of leaving.entries()) {
    const suffix = index === 0 ? '' : `-${index + 1}`;
    const name = (ending: string): string => `tables/${number}${suffix}-${fileNameOf(title, ending)}`;
    const look = lookOf(table, selection, terms);
    if (formats.includes('csv')) files[name('csv')] = toCsv(table.released, look);
    if (formats.includes('xlsx')) files[name('xlsx')] = await toXlsx(table.released, look);
  }
  const [shown] = leaving;
  const view = shown?.view ?? null;
  if (content.kind === 'table' && shown !== undefined && view !== null && formats.includes('svg')) {
    const { synthetic, languages } = terms;
    const { released, context } = shown;
    for (const language of LANGUAGES) {
      // Outside of the page a picture says itself what it shows and under which terms it left.
      const look = {
        ...languages[language],
        theme: 'light',
        view,
        context,
        size: PICTURE,
        synthetic,
        filters: selectionWords(selection, grain, languages[language]),
      } as const;
      const name = `pictures/${number}-${fileNameOf(content.title[language], `${language}.svg`)}`;
      files[name] = await toPicture(released, 'svg', look);
    }
  }
  return files;
}

/**
 * Puts a released snapshot, its tables, its pictures and its manifest into one archive; of tables and pictures those kinds
 * of file that the policy allows.
 *
 * @param released the snapshot that the page was written from
 * @throws AppFailure `gate.notReleased` for anything that has not passed the gate
 */
export async function snapshotPack(
  released: Released<SnapshotContent>,
  page: SnapshotFile,
  tiles: readonly MadeTile[],
  terms: PackTerms,
): Promise<Omit<ReleasedFile, 'decision'>> {
  const { title, locale } = openReleased(released);
  let files: Zippable = {
    [page.name]: page.bytes,
    'manifest.json': new TextEncoder().encode(`${JSON.stringify(page.manifest, null, 2)}\n`),
  };
  for (const [place, tile] of tiles.entries()) files = { ...files, ...(await filesOf(tile, place, terms)) };
  const bytes = new Uint8Array(zipSync(files, { mtime: MTIME }));
  return { name: fileNameOf(writtenWords(title)[locale], 'zip'), mime: 'application/zip', bytes };
}
