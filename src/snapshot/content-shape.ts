import { DASHBOARD_MEASURES } from '../contract/dashboard.ts';
import {
  type Check,
  either,
  isAbsent,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isText,
  listOf,
  oneOf,
  recordOf,
  shaped,
} from './check-shape.ts';
import type { SnapshotTable, SnapshotTileContent } from './content.ts';
import type { ChainedDecision } from './decision-chain.ts';
import type { SnapshotManifest } from './manifest.ts';

const isWords = shaped({ en: isText, 'zh-CN': isText });
/** Snapshots of earlier builds hold what templates wrote as one text. */
const isWritten = either(isText, isWords);
const isLanguage = oneOf('en', 'zh-CN');
const isUnit = oneOf(
  'customers',
  'orders',
  'rows',
  'days',
  'weeks',
  'months',
  'periods',
  'purchases',
  'currency',
  'share',
  'score',
  'number',
);
const isTextOrNull = either(isText, isNull);
const isNumberOrNull = either(isNumber, isNull);
const isValue = either(either(isText, isNumber), either(isBoolean, isNull));

const isColumn = shaped({
  name: isText,
  label: isWords,
  meaning: oneOf('group', 'figure'),
  type: oneOf('text', 'integer', 'number', 'boolean', 'date', 'timestamp'),
  unit: either(isUnit, isNull),
  currency: isTextOrNull,
  dimension: isTextOrNull,
  values: listOf(isValue),
  withheld: listOf(isCount),
  valueWords: recordOf(isWords),
});

const hasTableMembers = shaped({ columns: listOf(isColumn), rowCount: isCount });

const isTable: Check<SnapshotTable> = (value): value is SnapshotTable =>
  hasTableMembers(value) && value.columns.every(({ values }) => values.length === value.rowCount);

const isFigureValue = either(isNumberOrNull, oneOf('withheld'));

const isFigure = shaped({
  measure: oneOf(...DASHBOARD_MEASURES),
  label: isWords,
  unit: isUnit,
  currency: isTextOrNull,
  window: isWords,
  now: isFigureValue,
  before: isFigureValue,
  yearBefore: isFigureValue,
  target: isNumberOrNull,
  light: either(oneOf('good', 'near', 'missed'), isNull),
});

const head = { tile: isText, title: isWords, width: either(isCount, isAbsent) };
const released = { ...head, note: isWritten, about: listOf(isWords), suppressedRows: isCount };

/** A tile as its data stand in the file: its drawings stand elsewhere. */
export type TileData =
  | Exclude<SnapshotTileContent, { kind: 'table' }>
  | (Omit<Extract<SnapshotTileContent, { kind: 'table' }>, 'pictures'> & { readonly pictures: boolean });

export const isTileData: Check<TileData> = either(
  either(
    shaped({ ...head, kind: oneOf('text'), html: isWritten }),
    shaped({ ...head, kind: oneOf('refused'), reason: isWords }),
  ),
  either(
    shaped({ ...released, kind: oneOf('figure'), figures: listOf(isFigure), series: isTable }),
    shaped({ ...released, kind: oneOf('table'), table: isTable, pictures: isBoolean }),
  ),
);

const isColourPair: Check<readonly [string, string]> = (value): value is readonly [string, string] =>
  listOf(isText)(value) && value.length === 2;

export const isOutline = shaped({
  title: isWritten,
  locale: isLanguage,
  theme: either(oneOf('light', 'dark'), isNull),
  colours: recordOf(isColourPair),
  pages: listOf(shaped({ title: isWords, tiles: listOf(isText) })),
});

export const isProvenance = shaped({
  fingerprint: isTextOrNull,
  synthetic: isBoolean,
  firstDay: isTextOrNull,
  lastDay: isTextOrNull,
  filters: listOf(isWords),
  purpose: isText,
  threshold: isNumber,
  policy: listOf(shaped({ on: isWords, says: isWords })),
  suppressedRows: isCount,
  refusedTiles: isCount,
  version: isText,
  build: isText,
  createdAt: isText,
  signer: isTextOrNull,
});

const hasDecisionMembers = shaped({
  id: isText,
  at: isText,
  subject: isText,
  format: isText,
  outcome: oneOf('released', 'refused'),
  threshold: isNumber,
  rows: isCount,
  suppressedRows: isCount,
  reasons: listOf(isText),
  previous: isText,
  hash: isText,
});

/** Its id, its format and its reasons are texts that are compared and shown, never looked up. */
const isDecision = (value: unknown): value is ChainedDecision => hasDecisionMembers(value);

export const isChain = listOf(isDecision);

export const isManifest: Check<SnapshotManifest> = shaped({
  cloister: oneOf('snapshot'),
  version: oneOf(1),
  parts: listOf(shaped({ name: isText, sha256: isText })),
  log: shaped({ entries: isCount, head: isText }),
  key: either(shaped({ algorithm: oneOf('Ed25519'), publicKey: isText }), isNull),
  digest: isText,
  signature: isTextOrNull,
});
