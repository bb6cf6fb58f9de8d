/** What a key in a grid does besides moving. */
export type GridAction =
  'sort' | 'panel' | 'wider' | 'narrower' | 'copy' | 'chooseAll' | 'chooseRow' | 'chooseColumn' | 'inspect';

/** The part of a `KeyboardEvent` an action is recognised by. */
export type GridKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const WITH_ALT: Readonly<Record<string, GridAction>> = {
  ArrowDown: 'panel',
  ArrowRight: 'wider',
  ArrowLeft: 'narrower',
};

function headingAction({ key, altKey }: GridKey, tools: boolean): GridAction | null {
  if (altKey) return tools && Object.hasOwn(WITH_ALT, key) ? (WITH_ALT[key] ?? null) : null;
  return key === 'Enter' || key === ' ' ? 'sort' : null;
}

function spaceAction(control: boolean, shift: boolean): GridAction {
  if (control) return shift ? 'chooseAll' : 'chooseColumn';
  return shift ? 'chooseRow' : 'inspect';
}

/**
 * What a key does, after the grid pattern of the ARIA Authoring Practices: Ctrl or ⌘ with A chooses all, with the space
 * bar a column; Shift with the space bar a row.
 *
 * @param heading whether the keyboard is on a heading
 * @param tools whether the grid does more than show and sort
 * @returns null where it does nothing, or moves
 */
export function actionOf(stroke: GridKey, heading: boolean, tools: boolean): GridAction | null {
  if (heading && !(stroke.ctrlKey || stroke.metaKey)) return headingAction(stroke, tools);
  if (stroke.altKey || !tools) return null;
  const control = stroke.ctrlKey || stroke.metaKey;
  const key = stroke.key.toLowerCase();
  if (control && key === 'c') return 'copy';
  if (control && key === 'a') return 'chooseAll';
  if (heading) return null;
  if (key === ' ') return spaceAction(control, stroke.shiftKey);
  return key === 'enter' && !control ? 'inspect' : null;
}
