/** Sentences of alerts, and of what changed since the last file. */
export const enDashboardAlerts = {
  'dashboard.alert.below': '{measure} was {value} in {period}, below the limit of {limit}.',
  'dashboard.alert.above': '{measure} was {value} in {period}, above the limit of {limit}.',
  'dashboard.alert.fall': '{measure} fell by {change} in {period}: {value} after {before}.',
  'dashboard.alert.rise': '{measure} rose by {change} in {period}: {value} after {before}.',
  'dashboard.alert.high.season':
    '{measure} was {value} in {period}, unusually high for the season: {expected} was to be expected (score {score}).',
  'dashboard.alert.low.season':
    '{measure} was {value} in {period}, unusually low for the season: {expected} was to be expected (score {score}).',
  'dashboard.alert.high.trailing':
    '{measure} was {value} in {period}, unusually high after the periods before: {expected} was to be expected (score {score}).',
  'dashboard.alert.low.trailing':
    '{measure} was {value} in {period}, unusually low after the periods before: {expected} was to be expected (score {score}).',
  'dashboard.data.longer': {
    one: 'The data now go to {day}, one day further than before.',
    other: 'The data now go to {day}, {count} days further than before.',
  },
  'dashboard.data.shorter': {
    one: 'The data now end on {day}, one day earlier than before.',
    other: 'The data now end on {day}, {count} days earlier than before.',
  },
  'dashboard.data.sameDays': 'The data end on {day}, as before.',
  'dashboard.data.currency':
    'Amounts are in {now}; they were in {before}. Figures of money are not compared.',
  'dashboard.data.gained': '{measure} can be shown now; the last file had not what it takes.',
  'dashboard.data.lost': '{measure} can no longer be shown; this file has not what it takes.',
  'dashboard.data.moved.up': '{measure} is up {by}: {now} in {period} after {before} in {earlier}.',
  'dashboard.data.moved.down': '{measure} is down {by}: {now} in {period} after {before} in {earlier}.',
  'dashboard.data.restated.up':
    '{measure} of {period} is {now}, {by} more than the last file had ({before}).',
  'dashboard.data.restated.down':
    '{measure} of {period} is {now}, {by} less than the last file had ({before}).',
} as const;
