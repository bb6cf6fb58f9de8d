import type { AppError } from '../../contract/error.ts';
import type { Verification } from '../../snapshot/verify-snapshot.ts';
import { verifyFile } from './read-file.ts';

/** A file that was chosen, and what was found of it. */
export type FileState =
  | { readonly kind: 'none' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'failed'; readonly name: string; readonly error: AppError }
  | { readonly kind: 'found'; readonly name: string; readonly found: Verification };

/** One file on the screen; another one takes its place. */
export class VerifiedFile {
  state: FileState = $state.raw({ kind: 'none' });
  #chosen = 0;

  /** What was found of the file; null while there is nothing. */
  get found(): Verification | null {
    return this.state.kind === 'found' ? this.state.found : null;
  }

  async choose(file: File): Promise<void> {
    this.#chosen += 1;
    const chosen = this.#chosen;
    const { name } = file;
    this.state = { kind: 'reading', name };
    const answer = await verifyFile(file);
    if (chosen !== this.#chosen) return;
    this.state = answer.ok
      ? { kind: 'found', name, found: answer.value }
      : { kind: 'failed', name, error: answer.error };
  }

  clear(): void {
    this.#chosen += 1;
    this.state = { kind: 'none' };
  }
}
