/** What leaves a notebook: tables of cells, charts, reports and scripts. */
export const enCellRelease = {
  'cellRelease.column': 'Column',
  'cellRelease.table': 'Table of a cell',
  'cellRelease.chart': 'Chart of a cell',
  'cellRelease.by': '{figure} by {category}',
  'cellRelease.byTwo': '{figure} by {category} and {series}',
  'cellRelease.rows': 'Number of rows',
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
  'script.run':
    'Run beside the file “{file}”: duckdb < script.sql. It reads the file as it was read here, under the same rules.',
  'script.sample': 'The synthetic sample comes of: npm run generate -- --orders N --out {file}',
  'script.merged':
    'Customers are merged here by values of other tables, which this script does not read: it counts each id as a customer.',
  'script.pseudonyms':
    'Here some columns were replaced by keyed pseudonyms, which SQL cannot do: the script has them as they stand in the file.',
  'script.textCures':
    'Here the text of the file was cured first, which this script does not do: {cures}. Its figures differ by these rows; npm run reproduce cures them as here.',
  'script.orders': 'The orders, read and cleaned',
  'script.inputValue': 'Input {name}: {value}',
  'script.leftOut': 'Left out, because they are computed by a program and not by SQL: {names}',
  'script.notRun': 'Left out, because it has not been run: {name}',
  'script.readsLeftOut': 'Left out, because it reads what is left out: {name}',
  'script.dictionary': 'Data dictionary',
  'script.identifier': 'names or numbers one customer',
  'cellRelease.input': '{name}: {value}',
} as const;
