import type {
  SnapshotColumn,
  SnapshotContent,
  SnapshotFigure,
  SnapshotTable,
  SnapshotTileContent,
  Words,
} from '../../src/snapshot/content.ts';

function words(en: string, zh: string): Words {
  return { en, 'zh-CN': zh };
}

const SEGMENTS = [
  ['champions', words('Champions', '重要价值客户')],
  ['loyal', words('Loyal', '忠诚客户')],
  ['at_risk', words('At risk', '流失风险客户')],
] as const;
const COUNTRIES = ['DE', 'FR', 'NL', 'PL'];
const MONTHS = Array.from({ length: 14 }, (_, place) => {
  const month = new Date(Date.UTC(2024, place, 1));
  return month.toISOString().slice(0, 7);
});

/** A column of groups. */
export function groups(dimension: string, label: Words, values: SnapshotColumn['values']): SnapshotColumn {
  const valueWords = Object.fromEntries(dimension === 'segment' ? SEGMENTS : []);
  return {
    name: dimension,
    label,
    meaning: 'group',
    type: 'text',
    unit: null,
    currency: null,
    dimension,
    values,
    withheld: [],
    valueWords,
  };
}

/** A column of figures. */
export function figures(
  name: string,
  label: Words,
  unit: NonNullable<SnapshotColumn['unit']>,
  values: SnapshotColumn['values'],
): SnapshotColumn {
  return {
    name,
    label,
    meaning: 'figure',
    type: unit === 'customers' || unit === 'orders' ? 'integer' : 'number',
    unit,
    currency: unit === 'currency' ? 'EUR' : null,
    dimension: null,
    values,
    withheld: values.flatMap((value, row) => (value === null ? [row] : [])),
    valueWords: {},
  };
}

function tableOf(...columns: SnapshotColumn[]): SnapshotTable {
  return { columns, rowCount: columns[0]?.values.length ?? 0 };
}

/** Bars in the shape a drawing of the engine has: colours as variables, texts in one language, marks that say what they are. */
function picture(labels: readonly string[], title: string): string {
  const bars = labels.map(
    (label, place) =>
      `<rect x="140" y="${20 + place * 40}" width="${500 - place * 120}" height="26" data-mark="${place}" fill="var(--c_0b6b5b-_4cc0aa,#0b6b5b)"><title>${label}\n${title}</title></rect>` +
      `<text x="130" y="${37 + place * 40}" text-anchor="end" font-size="12" fill="var(--c_1c2024-_e8eaec,#1c2024)">${label}</text>`,
  );
  return `<svg role="img" width="720" height="160" viewBox="0 0 720 160"><title>${title}</title>${bars.join('')}</svg>`;
}

function figureTile(
  tile: string,
  figure: SnapshotFigure,
  values: readonly (number | null)[],
): SnapshotTileContent {
  return {
    kind: 'figure',
    tile,
    title: figure.label,
    note: '',
    about: [words('Counts are exact.', '计数为精确值。')],
    suppressedRows: values.filter((value) => value === null).length,
    figures: [figure],
    series: tableOf(
      groups('period', words('Period', '期间'), MONTHS),
      figures(figure.measure, figure.label, figure.unit, values),
    ),
  };
}

const WINDOW = words('February 2025', '2025 年 2 月');

const REVENUE: SnapshotFigure = {
  measure: 'revenue',
  label: words('Revenue', '收入'),
  unit: 'currency',
  currency: 'EUR',
  window: WINDOW,
  now: 184_220.5,
  before: 176_000,
  yearBefore: 190_000,
  target: 200_000,
  light: 'near',
};
const NEW_SHARE: SnapshotFigure = {
  measure: 'new_customer_share',
  label: words('Share of new customers', '新客户占比'),
  unit: 'share',
  currency: null,
  window: WINDOW,
  now: 0.182,
  before: 0.2,
  yearBefore: null,
  target: null,
  light: null,
};
const CUSTOMERS: SnapshotFigure = {
  measure: 'customers',
  label: words('Customers', '客户数'),
  unit: 'customers',
  currency: null,
  window: WINDOW,
  now: 'withheld',
  before: 812,
  yearBefore: 'withheld',
  target: 900,
  light: null,
};

function segmentTile(): SnapshotTileContent {
  return {
    kind: 'table',
    tile: 'segments',
    title: words('Customers by segment', '各细分客户数'),
    note: '<p>Read with &lt;care&gt; &amp; <strong>quotes</strong></p>',
    about: [words('Counts are multiples of 5.', '计数为 5 的倍数。')],
    suppressedRows: 1,
    table: tableOf(
      groups(
        'segment',
        words('Segment', '客户细分'),
        SEGMENTS.map(([name]) => name),
      ),
      figures('customers', words('Customers', '客户数'), 'customers', [420, 1310, null]),
      figures('revenue', words('Revenue', '收入'), 'currency', [84_000.25, 61_250, null]),
    ),
    pictures: {
      en: picture(['Champions', 'Loyal', 'At risk'], 'Customers by segment'),
      'zh-CN': picture(['重要价值客户', '忠诚客户', '流失风险客户'], '各细分客户数'),
    },
  };
}

function crossTile(): SnapshotTileContent {
  const pairs = SEGMENTS.flatMap(([segment]) => COUNTRIES.map((country) => [segment, country] as const));
  return {
    kind: 'table',
    tile: 'cross',
    title: words('Customers by segment and country', '各细分与国家的客户数'),
    note: '',
    about: [],
    suppressedRows: 2,
    table: tableOf(
      groups(
        'segment',
        words('Segment', '客户细分'),
        pairs.map(([segment]) => segment),
      ),
      groups(
        'country',
        words('Country', '国家'),
        pairs.map(([, country]) => country),
      ),
      figures(
        'customers',
        words('Customers', '客户数'),
        'customers',
        pairs.map((_, place) => (place === 5 || place === 7 ? null : 40 + place * 13)),
      ),
    ),
    pictures: null,
  };
}

/** Eight tiles of every kind on two pages. */
export function sampleContent(): SnapshotContent {
  const course = MONTHS.map((_, place) => (place === 4 ? null : 150_000 + 8_000 * Math.sin(place)));
  return {
    title: 'Customers & revenue, February',
    locale: 'en',
    theme: null,
    colours: {
      '--c_0b6b5b-_4cc0aa': ['#0b6b5b', '#4cc0aa'],
      '--c_1c2024-_e8eaec': ['#1c2024', '#e8eaec'],
    },
    pages: [
      {
        title: words('Overview', '概览'),
        tiles: [
          {
            kind: 'text',
            tile: 'words',
            title: words('', ''),
            html: '<p>What a <strong>manager</strong> reads first.</p>',
          },
          figureTile('revenue', REVENUE, course),
          figureTile(
            'share',
            NEW_SHARE,
            MONTHS.map((_, place) => 0.15 + place / 200),
          ),
          figureTile(
            'customers',
            CUSTOMERS,
            MONTHS.map((_, place) => (place > 10 ? null : 780 + place * 9)),
          ),
          segmentTile(),
        ],
      },
      {
        title: words('Groups', '分组'),
        tiles: [
          crossTile(),
          {
            kind: 'refused',
            tile: 'small',
            title: words('Customers by birth year', '各出生年份客户数'),
            reason: words(
              'Fewer than 11 customers match; widen a filter.',
              '符合条件的客户少于 11 位；请放宽筛选条件。',
            ),
          },
          {
            ...segmentTile(),
            tile: 'again',
            title: words('Revenue by segment', '各细分收入'),
          },
        ],
      },
    ],
    provenance: {
      fingerprint: '9f2b7c1e5a60d4833a1f0c9be2778d41',
      synthetic: true,
      firstDay: '2024-01-01',
      lastDay: '2025-02-28',
      filters: [words('Country: DE, FR, NL, PL', '国家：DE、FR、NL、PL')],
      purpose: 'Monthly review of the board',
      threshold: 11,
      policy: [
        { on: words('Threshold', '阈值'), says: words('11 customers', '11 位客户') },
        { on: words('Rounding', '舍入'), says: words('none', '无') },
      ],
      suppressedRows: 6,
      refusedTiles: 1,
      version: '0.6.0',
      build: 'a1b2c3d4e5f60718',
      createdAt: '2025-03-04T09:30:00.000Z',
    },
    decisions: ['metric/cells', 'metric/cells', 'rfm/segments'].map((subject, place) => ({
      id: `00000000-0000-4000-8000-00000000000${place}` as SnapshotContent['decisions'][number]['id'],
      at: `2025-03-04T09:29:0${place}.000Z`,
      subject,
      format: 'snapshot',
      outcome: place === 1 ? 'refused' : 'released',
      threshold: 11,
      rows: 14 - place,
      suppressedRows: place,
      reasons: place === 1 ? ['belowThreshold'] : [],
    })),
  };
}
