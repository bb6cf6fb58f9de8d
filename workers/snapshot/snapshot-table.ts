import type { ColumnShape } from '../../src/analyses/analysis.ts';
import type { Label } from '../../src/charts/chart-spec.ts';
import { labelText, say } from '../../src/charts/labels.ts';
import type { Language } from '../../src/charts/look.ts';
import { templateWords } from '../../src/dashboard/templates/template-words.ts';
import { POLICY_FIELDS } from '../../src/i18n/policy-words.ts';
import { openReleased, type ReleasedTable } from '../../src/privacy/gate.ts';
import type {
  Pictures,
  SnapshotColumn,
  SnapshotLanguage,
  SnapshotTable,
  Words,
  Written,
} from '../../src/snapshot/content.ts';
import { toPicture } from '../export/picture.ts';
import { releaseNote } from '../export/release-note.ts';
import { markTitles, withMarkTitles } from './mark-titles.ts';
import type { LeavingTable } from './snapshot-tiles.ts';
import { themedSvg } from './themed-svg.ts';

/** What a snapshot is put into words in. */
export type Languages = Readonly<Record<SnapshotLanguage, Language>>;

/** Says something in both languages. */
export function inBoth(languages: Languages, saying: (language: Language) => string): Words {
  return { en: saying(languages.en), 'zh-CN': saying(languages['zh-CN']) };
}

/** What somebody has written, which is the same in both. */
export function asWritten(text: string): Words {
  return { en: text, 'zh-CN': text };
}

/** What stands in a dashboard: in both languages where a template has written it. */
export function written(text: string): Written {
  return templateWords(text) ?? text;
}

/** What values are called, where that is not what they are; null is called by the empty text. */
function valueWords(
  values: readonly unknown[],
  { valueLabel, totalLabel }: ColumnShape,
  languages: Languages,
): SnapshotColumn['valueWords'] {
  const words = (label: Label): Words => inBoth(languages, (language) => labelText(label, language));
  const texts = new Set(values.filter((value) => typeof value === 'string'));
  const named = [...texts].flatMap((text) => {
    const found = valueLabel === undefined ? asWritten(text) : words(valueLabel(text));
    return found.en === text && found['zh-CN'] === text ? [] : [[text, found] as const];
  });
  const total = totalLabel === undefined ? [] : [['', words({ key: totalLabel })] as const];
  return Object.fromEntries([...named, ...total]);
}

/** Dimension that a column of groups stands for: of `metric`, what its parameters say. */
function dimensionOf({ name, meaning }: ColumnShape, { context, answered }: LeavingTable): string | null {
  if (meaning !== 'group') return null;
  const { dimensions } = context.params;
  const { subject } = answered.question;
  // What users call their columns stands for nothing that another table has.
  if (/^(?:sql|chart)\//u.test(subject)) return null;
  const place = ['dimension1', 'dimension2'].indexOf(name);
  if (!subject.startsWith('metric/') || place < 0) return name;
  return Array.isArray(dimensions) ? String(dimensions[place] ?? name) : name;
}

function columnOf(
  shape: ColumnShape,
  { table, contributors, withheldFigures }: ReleasedTable,
  leaving: LeavingTable,
  languages: Languages,
): SnapshotColumn | null {
  const { name, meaning, label, labelFor, unit = null } = shape;
  const { context } = leaving;
  const source = table.columns.find((each) => each.name === name);
  if (source === undefined || meaning === 'contribution' || meaning === 'identifier') return null;
  const counts = table.columns.find((each) => each.name === contributors)?.values ?? [];
  const alone = withheldFigures.get(name);
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  const withheld =
    meaning === 'group' ? [] : rows.filter((row) => counts[row] === null || alone?.has(row) === true);
  const hidden = new Set(withheld);
  return {
    name,
    label: inBoth(languages, (language) =>
      labelFor === undefined ? say(label, language) : labelText(labelFor(context.params), language),
    ),
    meaning: meaning === 'group' ? 'group' : 'figure',
    type: source.type,
    unit,
    currency: unit === 'currency' ? context.currency : null,
    dimension: dimensionOf(shape, leaving),
    values: rows.map((row) => (hidden.has(row) ? null : (source.values[row] ?? null))),
    withheld,
    valueWords: valueWords(source.values, shape, languages),
  };
}

/** A released table as it stands in a snapshot: what the gate let out and nothing else. */
export function snapshotTable(leaving: LeavingTable, languages: Languages): SnapshotTable {
  const open = openReleased(leaving.released);
  return {
    columns: leaving.shape.columns.flatMap((each) => columnOf(each, open, leaving, languages) ?? []),
    rowCount: open.table.rowCount,
  };
}

/** What was done to the figures of a released table, sentence by sentence: its note without what all tables share. */
export function treatmentOf(
  { released, shape, context }: LeavingTable,
  languages: Languages,
  synthetic: boolean,
): readonly Words[] {
  const open = openReleased(released);
  const { params, currency } = context;
  const shared = open.fingerprint === null ? 2 : 3;
  const lines = (language: Language): readonly string[] =>
    releaseNote(open, { ...language, shape, currency, params, synthetic })
      .slice(shared, -POLICY_FIELDS.length)
      .map(([on, says]) => `${on}: ${says}`);
  const [english, chinese] = [lines(languages.en), lines(languages['zh-CN'])];
  return english.map((en, line) => ({ en, 'zh-CN': chinese[line] ?? en }));
}

/** Colours of drawings by the name of their variable: in the light theme and in the dark one. */
export type Colours = ReadonlyMap<string, readonly [light: string, dark: string]>;

/**
 * Draws what a released table shows, for both themes at once.
 *
 * @param prefix of the names in the drawing, which no other one of the snapshot may have
 * @param size width and height, CSS pixels
 * @returns null where nothing is drawn
 */
export async function snapshotPictures(
  { released, view, context }: LeavingTable,
  languages: Languages,
  prefix: string,
  size: readonly [number, number],
): Promise<{ readonly pictures: Pictures; readonly colours: Colours } | null> {
  if (view === null) return null;
  const draw = async (language: Language, theme: 'light' | 'dark'): Promise<string> => {
    const look = { ...language, theme, view, context, size, synthetic: false, isWithinPage: true };
    return new TextDecoder().decode(await toPicture(released, 'svg', look));
  };
  const themed = async (language: Language): Promise<ReturnType<typeof themedSvg>> => {
    const names = `${prefix}-${language.locale}`;
    const { svg, colours } = themedSvg(await draw(language, 'light'), await draw(language, 'dark'), names);
    return { svg: withMarkTitles(svg, markTitles(released, view, context, language)), colours };
  };
  const [english, chinese] = [await themed(languages.en), await themed(languages['zh-CN'])];
  return {
    pictures: { en: english.svg, 'zh-CN': chinese.svg },
    colours: new Map([...english.colours, ...chinese.colours]),
  };
}
