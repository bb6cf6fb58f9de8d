/** Texts of grids of rows. */
export const enGrid = {
  'grid.rows': { one: '{count} row', other: '{count} rows' },
  'grid.firstOf': 'The first {shown} of {count} rows in this order. Sort to see others.',
  'grid.keys': 'Arrow keys, Page Up and Down, Home and End move; Enter on a heading sorts.',
  'grid.retry': 'Try again',
  'grid.sortBy': 'Sort by this column',
} as const;
