import type { ColumnShape, Meaning, TableShape } from '../../src/analyses/analysis.ts';
import type { ColumnType, Unit } from '../../src/contract/result-set.ts';
import type { MessageKey } from '../../src/i18n/messages.ts';

function shape(
  name: string,
  type: ColumnType,
  meaning: Meaning,
  label: MessageKey,
  unit?: Unit,
): ColumnShape {
  return unit === undefined ? { name, type, meaning, label } : { name, type, meaning, label, unit };
}

/** The records behind a row: what the gate decides by. */
const RECORDS = shape('records', 'integer', 'contributors', 'anonymity.column.records', 'rows');

function measure(name: string, label: MessageKey): ColumnShape {
  return shape(name, 'number', 'measure', label);
}

/** Declared shapes of the tables of a measure report: what their columns mean to the gate, and what they are called. */
export const MEASURE_TABLES: Readonly<Record<string, TableShape>> = {
  classSizes: {
    kind: 'aggregate',
    title: 'anonymity.table.classSizes',
    columns: [
      shape('size', 'integer', 'group', 'anonymity.column.size', 'rows'),
      shape('classes', 'integer', 'measure', 'anonymity.column.classes'),
      RECORDS,
    ],
  },
  sensitive: {
    kind: 'aggregate',
    title: 'anonymity.table.sensitive',
    mayBeEmpty: true,
    columns: [
      shape('column', 'text', 'group', 'anonymity.column.column'),
      shape('values', 'integer', 'measure', 'anonymity.column.values'),
      shape('distinctL', 'integer', 'measure', 'anonymity.column.distinctL'),
      measure('entropyL', 'anonymity.column.entropyL'),
      measure('recursiveC2', 'anonymity.column.recursiveC2'),
      measure('recursiveC3', 'anonymity.column.recursiveC3'),
      measure('recursiveC5', 'anonymity.column.recursiveC5'),
      measure('alpha', 'anonymity.column.alpha'),
      measure('tEqual', 'anonymity.column.tEqual'),
      measure('tOrdered', 'anonymity.column.tOrdered'),
      measure('tHierarchical', 'anonymity.column.tHierarchical'),
      measure('deltaDisclosure', 'anonymity.column.deltaDisclosure'),
      measure('basicBeta', 'anonymity.column.basicBeta'),
      measure('enhancedBeta', 'anonymity.column.enhancedBeta'),
      RECORDS,
    ],
  },
  attributes: {
    kind: 'aggregate',
    title: 'anonymity.table.attributes',
    columns: [
      shape('columns', 'text', 'group', 'anonymity.column.columns'),
      shape('size', 'integer', 'measure', 'anonymity.column.setSize'),
      shape('distinction', 'number', 'measure', 'anonymity.column.distinction', 'share'),
      shape('separation', 'number', 'measure', 'anonymity.column.separation', 'share'),
      shape('uniques', 'integer', 'measure', 'anonymity.column.uniques', 'rows'),
      shape('contribution', 'number', 'measure', 'anonymity.column.contribution', 'share'),
      RECORDS,
    ],
  },
  uniques: {
    kind: 'aggregate',
    title: 'anonymity.table.uniques',
    mayBeEmpty: true,
    columns: [
      shape('columns', 'text', 'group', 'anonymity.column.columns'),
      shape('size', 'integer', 'measure', 'anonymity.column.setSize'),
      RECORDS,
    ],
  },
  populationUniqueness: {
    kind: 'aggregate',
    title: 'anonymity.table.populationUniqueness',
    mayBeEmpty: true,
    columns: [
      shape('model', 'text', 'group', 'anonymity.column.model'),
      shape('samplingFraction', 'number', 'measure', 'anonymity.column.samplingFraction', 'share'),
      shape('share', 'number', 'measure', 'anonymity.column.share', 'share'),
      shape('chosen', 'boolean', 'measure', 'anonymity.column.chosen'),
      RECORDS,
    ],
  },
};
