/** Texts of the fields for choosing columns and conditions. */
export const enFilterFields = {
  'filterFields.column': 'Column {place}',
  'filterFields.conditionColumn': 'Column of condition {place}',
  'filterFields.operator': 'How condition {place} compares',
  'filterFields.values': 'Values of condition {place}',
  'filterFields.from': 'From, condition {place}',
  'filterFields.to': 'To, condition {place}',
  'filterFields.valuesExample': 'DE, FR, IT',
  'filterFields.in': 'is one of',
  'filterFields.notIn': 'is none of',
  'filterFields.atLeast': 'is at least',
  'filterFields.atMost': 'is at most',
  'filterFields.between': 'is between',
  'filterFields.add': 'Add a condition',
  'filterFields.remove': 'Remove condition {place}',
  'filterFields.problem': 'Give each condition a value it can be compared with.',
} as const;
