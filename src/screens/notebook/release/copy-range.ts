import type { AppError } from '../../../contract/error.ts';
import type { CellReleaseRequest, RangeToCopy } from '../../../contract/notebook.ts';
import { receiveReleased } from '../../../privacy/gate.ts';
import { copyReleased } from '../../../state/download.ts';
import type { EnginePort } from '../../../state/engine-port.ts';

/** The relation a range is of. */
export type CopiedOf = Pick<CellReleaseRequest, 'cell' | 'relation' | 'declaration' | 'locale' | 'theme'>;

/**
 * Copies a range of a table as text, by way of the release gate.
 *
 * @returns why it could not, null when it did
 */
export async function copyRange(
  engine: EnginePort,
  of: CopiedOf,
  range: RangeToCopy,
): Promise<AppError | null> {
  const answer = await engine.notebook.release({
    ...of,
    format: 'clipboard',
    choice: null,
    view: null,
    range,
  });
  const received = answer.ok ? await receiveReleased(answer.value, engine.decisions) : answer;
  if (!received.ok) return received.error;
  return copyReleased(received.value);
}
