/** What leaves a notebook: tables of cells, charts, reports and scripts. */
export const enCellRelease = {
  'cellRelease.column': 'Column',
  'cellRelease.table': 'Table of a cell',
  'cellRelease.chart': 'Chart of a cell',
  'cellRelease.x': 'Category',
  'cellRelease.series': 'Series',
  'cellRelease.figure': 'Figure',
  'cellRelease.customers': 'Customers',
  'cellRelease.others': 'Other categories',
  'cellRelease.seriesOthers': 'Other series',
  'cellRelease.largest': 'Largest contribution',
  'cellRelease.second': 'Second largest contribution',
  'cellRelease.declared': 'Customers as counted by {column}, which its writer says',
  'cellRelease.drawn': 'Drawn of {relation}',
  'cellRelease.reportNote': 'Made {at}. Figures on fewer than {threshold} customers are withheld.',
  'cellRelease.notReleased': 'This result is not part of the report: {reason}',
  'cellRelease.input': '{name}: {value}',
} as const;
