/** Messages in English: the release gate, released files. */
export const enPrivacy = {
  'gate.reason.belowThreshold': 'fewer customers than the threshold',
  'gate.reason.complement': 'withheld so that it cannot be found from the others',
  'gate.reason.rowLevel': 'one row per customer',
  'gate.reason.noContributors': 'no customer counts',
  'gate.reason.allSuppressed': 'nothing left to show',
  'gate.reason.kindNotAllowed': 'format not allowed by the policy',
  'gate.reason.dominance': 'few customers make up most of the sum',
  'gate.reason.estimation': 'one customer’s part could be estimated too closely',
  'gate.reason.groupDisclosure': 'true of everybody in the group, or of nobody',
  'gate.reason.extreme': 'a minimum or maximum is one customer’s value',
  'gate.reason.quantile': 'too few customers on one side',
  'gate.reason.differencing': 'too close to an earlier release',
  'gate.reason.unverified': 'contributors not verified',
  'gate.reason.budgetSpent': 'privacy budget spent',
  'gate.reason.notDeidentified': 'classes of equal quasi-identifiers too small',
  'gate.reason.directIdentifier': 'names people',

  'gate.withheld': 'withheld',
  'gate.column.pseudonym': 'Pseudonym',

  'gate.note.policy': 'Figures on fewer than {threshold} customers are withheld.',
  'gate.note.withheld': {
    one: 'One row is withheld.',
    other: '{count} rows are withheld.',
  },
  'gate.note.customers': { one: '{count} customer.', other: '{count} customers.' },
  'gate.note.customersWithheld': 'Number of customers withheld.',
  'gate.note.rounded': 'Counts are rounded to {base}; totals are rounded by themselves.',
  'gate.note.noisy': 'Random noise has been added to counts.',
  'gate.note.unverified': 'Nobody has checked how many customers stand behind these figures.',
  'gate.note.synthetic': 'Synthetic sample data.',
} as const;
