/** Messages in English: the release gate, released files. */
export const enPrivacy = {
  'gate.reason.belowThreshold': 'fewer customers than the threshold',
  'gate.reason.complement': 'withheld so that it cannot be found from the others',
  'gate.reason.rowLevel': 'one row per customer',
  'gate.reason.noContributors': 'no customer counts',
  'gate.reason.allSuppressed': 'nothing left to show',
  'gate.reason.kindNotAllowed': 'format not allowed by the policy',
  'gate.withheld': 'withheld',

  'gate.note.policy': 'Figures on fewer than {threshold} customers are withheld.',
  'gate.note.withheld': {
    one: 'One row is withheld.',
    other: '{count} rows are withheld.',
  },
  'gate.note.customers': { one: '{count} customer.', other: '{count} customers.' },
  'gate.note.customersWithheld': 'Number of customers withheld.',
  'gate.note.synthetic': 'Synthetic sample data.',
} as const;
