/** Texts of recent files, and of what has just been replaced or forgotten: the start screen shows them. */
export const enRecent = {
  'replace.other': 'This file has other columns than {name}. Check them before you load it.',
  'replace.done': '{name} has taken the place of the data before; everything was computed anew.',
  'recent.title': 'Recent files',
  'recent.hint': 'This browser remembers where they are, not what is in them.',
  'recent.open': 'Reconnect',
  'recent.open.label': 'Reconnect {name}',
  'recent.forget': 'Forget {name}',
  'recent.gone': '{name} cannot be opened any more. Choose it again.',
  'forget.done': 'Everything kept on this device was deleted.',
  'forget.held':
    'Another tab of this app still holds some of it. Close the other tabs and forget everything once more.',
} as const;
