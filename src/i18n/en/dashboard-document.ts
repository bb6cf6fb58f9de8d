/** Words for steps of editing a dashboard. */
export const enDashboardDocument = {
  'dashboard.step.title': 'Change the title',
  'dashboard.step.grain': 'Set the length of periods',
  'dashboard.step.days': 'Set the days',
  'dashboard.step.filters': 'Set the bar of filters',
  'dashboard.step.selection': 'Set the filters it opens with',
  'dashboard.step.alerts': 'Set the alerts',
  'dashboard.step.insertPage': 'Add a page',
  'dashboard.step.removePage': 'Delete the page',
  'dashboard.step.renamePage': 'Rename the page',
  'dashboard.step.movePage': 'Move the page',
  'dashboard.step.insertTile': 'Add a tile',
  'dashboard.step.removeTile': 'Delete the tile',
  'dashboard.step.changeTile': 'Change the tile',
  'dashboard.step.placeTiles': 'Arrange tiles',
  'dashboard.step.moveTile': 'Move the tile to another page',
  'dashboard.step.several': 'Several changes',
} as const;
