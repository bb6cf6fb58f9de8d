/** Messages in English: masked values of a preview, and pseudonyms while loading. */
export const enMasking = {
  'masking.note': {
    one: 'The values of one column are masked, since they identify people or are sensitive. What you show is noted in the log.',
    other:
      'The values of {count} columns are masked, since they identify people or are sensitive. What you show is noted in the log.',
  },
  'masking.reveal': 'Show the values of {column}',
  'masking.reason': 'Reason (optional)',
  'masking.reason.hint': 'The log notes that the values were shown, and the reason.',
  'masking.show': 'Show',
  'masking.revealed': 'shown, noted in the log',
  'masking.pseudonymise': 'Replace by pseudonyms',
  'masking.pseudonymise.label': 'Replace {column} by pseudonyms',
  'masking.purpose': 'Purpose of the pseudonyms',
  'masking.purpose.hint':
    'Pseudonyms of two purposes cannot be linked. The values themselves are not loaded.',
  'masking.purpose.missing': 'Say what the pseudonyms are for, then load.',
} as const;
