/** Texts of keeping data on this device. */
export const enKept = {
  'kept.title': 'Keep on this device',
  'kept.lead':
    'The data are in the memory of this tab and go with it. If you wish, this browser keeps the opened files and how you loaded them until a day of your choice.',
  'kept.warning':
    'They are not encrypted: whoever uses this browser profile can read them. Files are kept whole, with columns you have left out or replaced by pseudonyms. Nothing is sent anywhere.',
  'kept.until': 'Keep until',
  'kept.days': { one: '{date} (tomorrow)', other: '{date} ({count} days)' },
  'kept.keep': 'Keep {size}',
  'kept.free': '{size} free for this app',
  'kept.writing': 'Writing and reading back {size}',
  'kept.stop': 'Stop',
  'kept.stopped': 'Stopped. Nothing was kept.',
  'kept.state': 'Kept until {date}, verified, {size}.',
  'kept.state.what':
    'Each file was read back after writing, and its SHA-256 compared with that of the file you opened.',
  'kept.notPersisted': 'This browser may clear it earlier when the disk runs low.',
  'kept.outdated': 'Since then you have loaded these files in another way.',
  'kept.update': 'Keep it as it is now',
  'kept.change': 'Keep until another day',
  'kept.delete': 'Delete from this device',
  'kept.delete.label': 'Delete {name} from this device',
  'kept.files': 'Files and their SHA-256',
  'kept.sameLine': 'Opened from this device with the same figures as when it was kept.',
  'kept.differsLine':
    'Opened from this device, but its figures are others than when it was kept: this version of the app may read the files in another way.',
  'kept.list': 'Kept on this device',
  'kept.list.what': 'Files and how they were loaded. Not encrypted; deleted by itself once the day is over.',
  'kept.none': 'No data are kept. Load a file and choose so on its receipt.',
  'kept.item': 'until {date}, verified, {size}',
  'kept.open': 'Open',
  'kept.open.label': 'Open {name} as it was kept',
  'kept.expired': 'Kept until {date}, deleted now: {name}.',
  'kept.deleted': 'Deleted from this device: {name}. What is loaded stays in memory.',
  'kept.same': 'Opened with the same figures as when it was kept.',
  'kept.differs': 'Opened, but with other figures than when it was kept. The receipt says more.',
} as const;
