import type { AppError } from '../contract/error.ts';
import type { MessageKey } from '../i18n/messages.ts';

/** Something told in passing: an error, or a message of the catalogue with its values. */
export type NoticeContent =
  | { readonly kind: 'error'; readonly error: AppError }
  | {
      readonly kind: 'info';
      readonly key: MessageKey;
      readonly values: Readonly<Record<string, string | number>>;
    };

/** A notice on show. */
export interface Notice {
  readonly id: number;
  readonly content: NoticeContent;
}

const INFO_LASTS_MS = 8000;

/** Notices on show, oldest first. Errors stay until they are closed; the rest go by themselves. */
export class Notices {
  list: readonly Notice[] = $state.raw([]);
  #next = 1;

  /** Tells of an error. Stopping something on purpose is not told of. */
  error(error: AppError): void {
    if (error.code !== 'engine.cancelled') this.#add({ kind: 'error', error });
  }

  /** Tells that something was done. */
  info(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): void {
    const id = this.#add({ kind: 'info', key, values });
    setTimeout(() => {
      this.close(id);
    }, INFO_LASTS_MS);
  }

  close(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(content: NoticeContent): number {
    const id = this.#next++;
    this.list = [...this.list, { id, content }];
    return id;
  }
}
