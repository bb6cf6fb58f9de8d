import type { Dashboard, TileBody } from '../../dashboard/dashboard.ts';
import type { DocumentShelf } from '../documents/document-shelf.ts';
import { OpenDocuments, type LibraryListener } from '../documents/open-documents.svelte.ts';
import type { Notices } from '../notices.svelte.ts';
import type { Router } from '../router.svelte.ts';
import type { DashboardLibrary, DashboardLibrarySurroundings } from './dashboard-library.svelte.ts';
import type { DashboardPlace, DashboardSession } from './dashboard-session.svelte.ts';
import type { DashboardPanels } from './session-port.ts';
import { watchAhead } from './watch-ahead.svelte.ts';

/** What the list of dashboards needs of the app. */
export interface DashboardsSurroundings extends Omit<
  DashboardLibrarySurroundings,
  keyof LibraryListener | 'onPlace' | 'onUnfollowed'
> {
  readonly notices: Notices;
  readonly router: Router;
}

/** Something that is to be put on a dashboard. */
export interface Pinned {
  readonly body: TileBody;
  readonly title: string;
}

/** Dashboards of this browser, and the one that is open. */
export class Dashboards extends OpenDocuments<DashboardSession, DashboardLibrary> {
  readonly panels: DashboardPanels = $state({
    adding: false,
    arranging: false,
    presenting: false,
    snapshot: false,
    templates: false,
  });
  /** What is to be put on a dashboard, while the user is asked on which. */
  pinning: Pinned | null = $state.raw(null);
  readonly #surroundings: DashboardsSurroundings;

  constructor(surroundings: DashboardsSurroundings) {
    super('dashboards', surroundings.notices);
    this.#surroundings = surroundings;
    watchAhead(surroundings);
  }

  /** Opens a new dashboard. */
  create(dashboard: Dashboard): void {
    void this.show((library) => library.create(dashboard));
  }

  /** Opens a new dashboard with one page that has no tiles. */
  async createEmpty(pageTitle: string): Promise<void> {
    const { newDashboard } = await import('../../dashboard/edits.ts');
    await this.show((library) => library.create(newDashboard('', pageTitle)));
  }

  /**
   * Opens a dashboard with a new tile on its first page.
   *
   * @param id null: a new one
   * @param pageTitle title of the page of a new one
   */
  async pin(id: string | null, { body, title }: Pinned, pageTitle: string): Promise<void> {
    if (id === null) {
      await this.createEmpty(pageTitle);
    } else {
      await this.openKept(id);
    }
    const { open } = this;
    if (open === null || (id !== null && open.id !== id)) return;
    if (open.add(body, { title }) === null && open.readOnly !== null) {
      this.#surroundings.notices.error(open.readOnly);
    }
    this.go(open.id);
  }

  /** Opens what an address names, and shows its page under its filters. */
  followPlace(id: string | null, place: DashboardPlace): void {
    const { open } = this;
    if (open !== null && open.id === id) open.follow(place);
    else this.follow(id);
  }

  protected go(id: string | null): void {
    const { router } = this.#surroundings;
    const { route } = router;
    if (route.name === 'dashboard' && route.id === id && id !== null) this.open?.follow(route);
    else router.go({ name: 'dashboard', id, page: null, filters: '' });
  }

  protected async loadLibrary(shelf: DocumentShelf, told: LibraryListener): Promise<DashboardLibrary> {
    const { engine, dataset, locale, sayUnknown, notices, router } = this.#surroundings;
    const { DashboardLibrary: Library } = await import('./dashboard-library.svelte.ts');
    return new Library(shelf, {
      engine,
      dataset,
      locale,
      sayUnknown,
      ...told,
      onPlace: (session, isStep) => {
        if (this.open !== session || router.route.name !== 'dashboard') return;
        const { id, page, filterText } = session;
        const place = { name: 'dashboard', id, page, filters: filterText } as const;
        if (isStep) router.go(place);
        else router.replace(place);
      },
      onUnfollowed: ({ unknown, damaged }) => {
        if (unknown.length > 0) notices.info('dashboardScreen.link.unknown', { names: unknown.join(', ') });
        if (damaged) notices.info('dashboardScreen.link.damaged');
      },
    });
  }

  protected onShow(): void {
    this.panels.templates = false;
  }

  protected onClose(): void {
    Object.assign(this.panels, { adding: false, arranging: false, presenting: false, snapshot: false });
  }
}
