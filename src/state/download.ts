import { toAppError, type AppError } from '../contract/error.ts';
import type { Attachment, ReleasedFile } from '../contract/privacy.ts';
import { openReleased, type Released } from '../privacy/gate.ts';

/** How long the browser may take to begin saving, milliseconds. */
const KEPT_MS = 60_000;

function save({ name, mime, bytes }: Attachment): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_MS);
}

/**
 * Hands a released file to the browser to save, and then what leaves along with it. It is the only place in the app
 * that makes a download, and it takes nothing that has not come through the release gate.
 *
 * @throws AppFailure `gate.notReleased` for anything else
 */
export function saveReleased(released: Released<ReleasedFile>): void {
  const file = openReleased(released);
  for (const each of [file, ...(file.attachments ?? [])]) save(each);
}

/**
 * Puts a released range of a table on the clipboard, as text. Like {@link saveReleased}, it takes nothing that has not
 * come through the release gate.
 *
 * @returns why the browser did not take it; null when it did
 * @throws AppFailure `gate.notReleased` for anything else
 */
export async function copyReleased(released: Released<ReleasedFile>): Promise<AppError | null> {
  const { bytes } = openReleased(released);
  try {
    await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
    return null;
  } catch (thrown) {
    return toAppError(thrown);
  }
}
