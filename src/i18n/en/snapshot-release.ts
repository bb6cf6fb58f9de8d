/** Why a tile is not in a snapshot, as its readers are told: nothing that would tell of customers. */
export const enSnapshotRelease = {
  'snapshotRelease.refused.tooFew': 'Left out: fewer than {threshold} customers match its filters.',
  'snapshotRelease.refused.withheld': 'Left out: all of its rows are withheld.',
  'snapshotRelease.refused.differencing':
    'Left out: together with another release it could tell of fewer than {threshold} customers.',
  'snapshotRelease.refused.named': 'Left out: names of its groups could be those of customers.',
  'snapshotRelease.refused.uncounted':
    'Left out: how many customers stand behind its rows is not known for sure.',
  'snapshotRelease.refused.rows': 'Left out: its rows are about single customers.',
  'snapshotRelease.unfiltered':
    'From a notebook: all loaded orders. The filters and days of this page do not reach it.',
  'snapshotRelease.refused.gate': 'Left out: the policy does not let it leave.',
  'snapshotRelease.refused.failed': 'Left out: it could not be computed.',
} as const;
