import { enDashboardTemplates } from '../../i18n/en/dashboard-templates.ts';
import type { Locale } from '../../i18n/messages.ts';
import { zhDashboardTemplates } from '../../i18n/zh-cn/dashboard-templates.ts';
import type { Dashboard, DashboardPage, Tile } from '../dashboard.ts';

/** What a template has put into a dashboard, in every language. */
type TemplateWords = Readonly<Record<Locale, string>>;

function wordsByText(): ReadonlyMap<string, TemplateWords> {
  const chinese = new Map<string, unknown>(Object.entries(zhDashboardTemplates));
  return new Map(
    Object.entries(enDashboardTemplates).flatMap(([key, en]) => {
      const zh = chinese.get(key);
      if (typeof zh !== 'string') return [];
      const words: TemplateWords = { en, 'zh-CN': zh };
      return [
        [en, words],
        [zh, words],
      ] as const;
    }),
  );
}

let known: ReadonlyMap<string, TemplateWords> | null = null;

/**
 * A title, heading or note that a template has written and nobody has changed since, in every language; null for what
 * somebody wrote. It is told by its text, so that one word changed makes it the user's own.
 */
export function templateWords(text: string): TemplateWords | null {
  known ??= wordsByText();
  return known.get(text) ?? null;
}

/** A text of a dashboard as a reader of a language sees it. */
export function saidIn(locale: Locale, text: string): string {
  return templateWords(text)?.[locale] ?? text;
}

function tileIn(locale: Locale, tile: Tile): Tile {
  const { title, note, body } = tile;
  const said = { title: saidIn(locale, title), note: saidIn(locale, note) };
  const markdown = body.kind === 'text' ? saidIn(locale, body.markdown) : '';
  const isSame =
    said.title === title && said.note === note && (body.kind !== 'text' || markdown === body.markdown);
  if (isSame) return tile;
  return { ...tile, ...said, body: body.kind === 'text' ? { ...body, markdown } : body };
}

function pageIn(locale: Locale, page: DashboardPage): DashboardPage {
  const title = saidIn(locale, page.title);
  const tiles = page.tiles.map((tile) => tileIn(locale, tile));
  const isSame = title === page.title && tiles.every((tile, at) => tile === page.tiles[at]);
  return isSame ? page : { ...page, title, tiles };
}

/** A dashboard with what templates have written in a reader's language; what has nothing of it stays the same object. */
export function dashboardIn(locale: Locale, dashboard: Dashboard): Dashboard {
  const title = saidIn(locale, dashboard.title);
  const pages = dashboard.pages.map((page) => pageIn(locale, page));
  const isSame = title === dashboard.title && pages.every((page, at) => page === dashboard.pages[at]);
  return isSame ? dashboard : { ...dashboard, title, pages };
}
