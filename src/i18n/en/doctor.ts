/** Messages in English: what the doctor finds in a file, and how it is cured. */
export const enDoctor = {
  'doctor.sample': {
    one: 'Counts are of the first row, which was looked at.',
    other: 'Counts are of the first {count} rows, which were looked at.',
  },
  'doctor.name.titleLines': 'Title lines',
  'doctor.find.titleLines': {
    one: '{count} line stands above the table.',
    other: '{count} lines stand above the table.',
  },
  'doctor.cure.titleLines': 'The table begins at its header; what stands above is passed over.',
  'doctor.name.stackedTables': 'Several tables',
  'doctor.find.stackedTables': {
    one: 'Another table stands in the same file, with {count} row: {detail}.',
    other: 'Other tables stand in the same file, with {count} rows: {detail}.',
  },
  'doctor.cure.stackedTables': 'The largest table is read. The rows of the others count as malformed.',
  'doctor.name.notesBeside': 'Notes beside the table',
  'doctor.find.notesBeside': {
    one: 'In {count} row something stands to the right of the table, in columns without a name.',
    other: 'In {count} rows something stands to the right of the table, in columns without a name.',
  },
  'doctor.cure.notesBeside': 'These columns get no role and are not loaded.',
  'doctor.name.doublyQuotedRows': 'Rows quoted twice',
  'doctor.find.doublyQuotedRows': {
    one: '{count} row is wrapped in quotes as if it were one value.',
    other: '{count} rows are wrapped in quotes as if each were one value.',
  },
  'doctor.cure.doublyQuotedRows': 'The outer quotes are taken off before rows are cut into fields.',
  'doctor.name.separatorRows': 'Separator rows',
  'doctor.find.separatorRows': {
    one: '{count} row holds nothing but separators or strokes, or is the header once more.',
    other: '{count} rows hold nothing but separators or strokes, or are the header once more.',
  },
  'doctor.cure.separatorRows': 'They are set aside.',
  'doctor.name.footerTotals': 'Totals',
  'doctor.find.footerTotals': {
    one: '{count} row sums up others.',
    other: '{count} rows sum up others.',
  },
  'doctor.cure.footerTotals': 'They are set aside, so that nothing is counted twice.',
  'doctor.name.truncatedLastRow': 'Cut last row',
  'doctor.find.truncatedLastRow': 'The file ends in the middle of its last row.',
  'doctor.cure.truncatedLastRow': 'That row counts as malformed. Ask for the whole file if it matters.',
  'doctor.name.raggedRows': 'Ragged rows',
  'doctor.find.raggedRows': {
    one: '{count} row has more or fewer fields than there are columns.',
    other: '{count} rows have more or fewer fields than there are columns.',
  },
  'doctor.cure.raggedRows': 'Short rows are filled up with empty fields; long ones count as malformed.',
  'doctor.name.strayBlanks': 'Stray blanks',
  'doctor.find.strayBlanks': {
    one: 'In {columns} {count} value has blanks around it, or blanks and marks that cannot be seen.',
    other: 'In {columns} {count} values have blanks around them, or blanks and marks that cannot be seen.',
  },
  'doctor.cure.strayBlanks': 'Blanks at the ends and invisible marks go; odd blanks become ordinary ones.',
  'doctor.name.nullWords': 'Words for nothing',
  'doctor.find.nullWords': {
    one: 'In {columns} {count} value is a word for “no value”: {detail}.',
    other: 'In {columns} {count} values are words for “no value”: {detail}.',
  },
  'doctor.cure.nullWords': 'They are read as empty.',
  'doctor.name.floatIds': 'Ids as decimals',
  'doctor.find.floatIds': {
    one: 'In {columns} {count} id is written as a decimal, like 12345.0.',
    other: 'In {columns} {count} ids are written as decimals, like 12345.0.',
  },
  'doctor.cure.floatIds': 'They are read as whole numbers: 12345.',
  'doctor.name.decimalComma': 'Marks in numbers',
  'doctor.find.decimalComma': {
    one: 'In {columns} {count} number has a decimal comma or marks between thousands.',
    other: 'In {columns} {count} numbers have a decimal comma or marks between thousands.',
  },
  'doctor.cure.decimalComma': 'The marks are read as what they stand for.',
  'doctor.name.numbersAsText': 'Numbers as text',
  'doctor.find.numbersAsText': {
    one: 'In {columns} {count} number is dressed as text: an apostrophe, a currency or wide digits.',
    other: 'In {columns} {count} numbers are dressed as text: an apostrophe, a currency or wide digits.',
  },
  'doctor.cure.numbersAsText': 'They are read as numbers.',
  'doctor.name.caseVariants': 'Spellings',
  'doctor.find.caseVariants': {
    one: 'In {columns} {count} value differs from others in capital letters alone: {detail}.',
    other: 'In {columns} {count} values differ from others in capital letters alone: {detail}.',
  },
  'doctor.cure.caseVariants': 'The spelling that is most common in the whole file is taken for all.',
  'doctor.name.mixedDateOrders': 'Dates in two orders',
  'doctor.find.mixedDateOrders': {
    one: 'In {columns} some dates can only be day first and others only month first; {count} is in the rarer order ({detail}).',
    other:
      'In {columns} some dates can only be day first and others only month first; {count} are in the rarer order ({detail}).',
  },
  'doctor.cure.mixedDateOrders':
    'A date with a number over 12 is read by it; the others in the order that is more common.',
  'doctor.name.duplicateFile': 'The same file again',
  'doctor.find.duplicateFile': 'This file has the same content as {detail}.',
  'doctor.cure.duplicateFile': 'Load one of the two: together their rows count twice.',
  'doctor.name.cancellations': 'Cancellations',
  'doctor.find.cancellations': {
    one: '{count} row takes an earlier order back.',
    other: '{count} rows take earlier orders back.',
  },
  'doctor.cure.cancellations':
    'They are set aside. They can also be netted with the order of the same customer, product and quantity, or kept.',
  'doctor.cancellations.net': 'Net: set aside both the order and the row that cancels it',
  'doctor.cancellations.setAside': 'Set aside the rows that cancel',
  'doctor.cancellations.keep': 'Keep them',
  'doctor.cancellations.receipt': '{matched} cancellations found their order, {unmatched} did not.',
} as const;
