import { tick } from 'svelte';
import type { Cell } from '../../document/cell.ts';
import type { DocumentShelf } from '../documents/document-shelf.ts';
import { OpenDocuments, type LibraryListener } from '../documents/open-documents.svelte.ts';
import type { Notices } from '../notices.svelte.ts';
import type { Router } from '../router.svelte.ts';
import type { LibrarySurroundings, NotebookLibrary } from './notebook-library.svelte.ts';
import type { NotebookSession } from './notebook-session.svelte.ts';
import type { NotebookPanels, NotebooksPort } from './session-port.ts';

/** What the list of notebooks needs of the app. */
export interface NotebooksSurroundings extends Omit<LibrarySurroundings, keyof LibraryListener> {
  readonly notices: Notices;
  readonly router: Router;
}

/** Notebooks of this browser, and the one that is open. */
export class Notebooks extends OpenDocuments<NotebookSession, NotebookLibrary> implements NotebooksPort {
  readonly panels: NotebookPanels = $state({
    find: false,
    outline: false,
    presenting: false,
    templates: false,
  });
  readonly #surroundings: NotebooksSurroundings;

  constructor(surroundings: NotebooksSurroundings) {
    super('notebooks', surroundings.notices);
    this.#surroundings = surroundings;
  }

  create(cells: readonly Cell[] = [], title = ''): void {
    void this.show(async (library) => {
      const opened = await library.create(cells, title);
      // Whoever chooses a template wants to see it done, the dear cells too.
      await tick();
      opened.session.runStale();
      return opened;
    });
  }

  protected go(id: string | null): void {
    this.#surroundings.router.go({ name: 'notebook', id });
  }

  protected async loadLibrary(shelf: DocumentShelf, told: LibraryListener): Promise<NotebookLibrary> {
    const { engine, dataset, look, sayUnknown } = this.#surroundings;
    const { NotebookLibrary: Library } = await import('./notebook-library.svelte.ts');
    return new Library(shelf, { engine, dataset, look, sayUnknown, ...told });
  }

  protected onShow(): void {
    this.panels.templates = false;
  }

  protected onClose(): void {
    Object.assign(this.panels, { find: false, presenting: false });
  }
}
