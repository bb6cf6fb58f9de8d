import type { TableShape, View, ViewContext } from '../../src/analyses/analysis.ts';
import type { Language } from '../../src/charts/look.ts';
import type { ThemeName } from '../../src/charts/theme.ts';
import type { ExportFormat, ReleasedFile } from '../../src/contract/privacy.ts';
import type { Result } from '../../src/contract/result.ts';
import { loadMessages, type Locale } from '../../src/i18n/messages.ts';
import { createTranslate } from '../../src/i18n/translate.ts';
import type { DecisionLog } from '../../src/privacy/decision-log.ts';
import {
  openReleased,
  release,
  type GateRequest,
  type Released,
  type ReleasedTable,
} from '../../src/privacy/gate.ts';
import { type CopiedRange, toTabs } from './clipboard.ts';
import { toCsv } from './csv.ts';
import { manifestFile } from './manifest.ts';
import { toPicture } from './picture.ts';
import type { TableLook } from './printed-table.ts';
import { tableManifest } from './release-note.ts';

/** How a released file is made. */
export interface FileLook {
  readonly locale: Locale;
  readonly theme: ThemeName;
  /** Width and height of a picture, CSS pixels; null for the usual size. */
  readonly size: readonly [number, number] | null;
  /** What a picture draws; null for a table. */
  readonly view: View | null;
  /** Declared shape of the table: the names of its columns. */
  readonly shape: TableShape | null;
  readonly context: ViewContext;
  /** Whether the figures come from the sample data. */
  readonly synthetic: boolean;
  /** Conditions on the orders it is of, in words of a language. Absent: none. */
  readonly filters?: (language: Language) => readonly string[];
  /** What the file is called, with its ending; absent: after what it is. */
  readonly name?: string;
  /** What is copied of a table; absent: all of it. */
  readonly range?: CopiedRange | null;
}

const USUAL_SIZE = [960, 540] as const;
/** Sizes a picture may have: readable below, and within what a canvas can hold above. CSS pixels. */
const LEAST_SIZE = 200;
const MOST_SIZE = 4096;

const MIME: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv;charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  print: 'text/html;charset=utf-8',
  clipboard: 'text/tab-separated-values;charset=utf-8',
  document: 'application/json;charset=utf-8',
  script: 'application/sql;charset=utf-8',
  snapshot: 'text/html;charset=utf-8',
};

function within(size: number): number {
  return Math.round(Math.min(MOST_SIZE, Math.max(LEAST_SIZE, size)));
}

/** A name that every file system takes, e.g. `rfm-segments.csv`. */
function fileName(subject: string, view: View | null, format: ExportFormat): string {
  const [analysis = subject, table = ''] = subject.split('/');
  const isPicture = format === 'svg' || format === 'png';
  const parts = [analysis, isPicture && view !== null ? view.id : table];
  return `${parts.join('-').replaceAll(/[^\p{L}\p{N}_-]+/gu, '-')}.${format}`;
}

/** Writes a table; what is large is loaded when it is first needed. */
async function tableBytes(
  format: 'csv' | 'xlsx' | 'parquet',
  released: Released<ReleasedTable>,
  look: TableLook,
): Promise<Uint8Array<ArrayBuffer>> {
  if (format === 'csv') return toCsv(released, look);
  if (format === 'xlsx') return (await import('./xlsx.ts')).toXlsx(released, look);
  return (await import('./parquet.ts')).toParquet(released, look);
}

async function tableLookOf({ locale, shape, context, synthetic, filters }: FileLook): Promise<TableLook> {
  if (shape === null) throw new RangeError('a file of a table needs its shape');
  const translate = createTranslate(locale, await loadMessages(locale));
  const { params, currency } = context;
  return {
    locale,
    translate,
    shape,
    currency,
    params,
    synthetic,
    filters: filters?.({ locale, translate }) ?? [],
  };
}

async function bytesOf(released: Released<ReleasedTable>, look: FileLook): Promise<Uint8Array<ArrayBuffer>> {
  const { format } = openReleased(released);
  if (format === 'csv' || format === 'xlsx' || format === 'parquet') {
    return tableBytes(format, released, await tableLookOf(look));
  }
  if (format === 'clipboard') return toTabs(released, await tableLookOf(look), look.range ?? null);
  if (format !== 'svg' && format !== 'png') throw new RangeError(`a table does not leave as ${format}`);
  if (look.view === null) throw new RangeError('a picture needs a view');
  const translate = createTranslate(look.locale, await loadMessages(look.locale));
  const [width, height] = look.size ?? USUAL_SIZE;
  const size = [within(width), within(height)] as const;
  const filters = look.filters?.({ locale: look.locale, translate }) ?? [];
  return toPicture(released, format, { ...look, view: look.view, translate, size, filters });
}

/**
 * Makes a file from what the gate has released. It takes nothing else, and the kind of file is the one the
 * gate was asked for. A CSV file, which has no place for a note, leaves with a manifest that names its bytes.
 *
 * @param released the table as released
 * @param subject what was asked for, e.g. `rfm/segments`; the file is named after it unless the look names it
 * @param look language, theme, size, and what is drawn
 * @throws AppFailure `gate.notReleased` for a table that has not passed the gate
 */
export async function exportReleased(
  released: Released<ReleasedTable>,
  subject: string,
  look: FileLook,
): Promise<Omit<ReleasedFile, 'decision'>> {
  const { format } = openReleased(released);
  const bytes = await bytesOf(released, look);
  const file = { name: look.name ?? fileName(subject, look.view, format), mime: MIME[format], bytes };
  if (format !== 'csv') return file;
  const manifest = tableManifest(openReleased(released), await tableLookOf(look));
  return { ...file, attachments: [await manifestFile(manifest, file)] };
}

/**
 * The way out, from the question to the file: asks the gate, makes the file from what it releases, and writes
 * the decision to the log. The engine of the page and the command line both leave through here.
 *
 * @param request the table, its shape, the policy, and what it is for
 * @param log where the decision goes, refusals too
 * @param look language, theme, size, and what is drawn
 * @returns the file with its decision, or why there is none
 */
export async function releaseFile(
  request: GateRequest,
  log: DecisionLog,
  look: FileLook,
): Promise<Result<ReleasedFile>> {
  const { result } = await release(
    request,
    (released) => exportReleased(released, request.subject, look),
    log,
  );
  return result;
}
