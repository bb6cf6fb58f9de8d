/** Texts of runs that take their time, which the start screen shows too. */
export const enProgress = {
  'load.bytes': '{done} of {total}',
  'load.rows': '{rows} rows',
  'load.stop': 'Cancel',
  'load.stopping': 'Stopping…',
  'phase.unpacking': 'Unpacking the file',
  'phase.reading': 'Reading rows',
  'phase.customers': 'Numbering customers',
  'phase.duplicates': 'Looking for duplicates',
  'phase.receipt': 'Writing the cleaning receipt',
  'phase.computing': 'Computing',
  'phase.exporting': 'Making the file',

  'profile.open': 'Data profile',
  'receipt.title': 'Cleaning receipt',
} as const;
