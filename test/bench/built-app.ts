import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the app is built of. */
const SOURCES = ['src', 'workers', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

interface Newest {
  readonly file: string;
  /** When it was last written, ms since 1970. */
  readonly at: number;
}

function newestOf(files: readonly string[]): Newest {
  const all = files.map((file) => ({ file, at: statSync(file).mtimeMs }));
  return all.reduce((newest, each) => (each.at > newest.at ? each : newest), { file: '', at: -Infinity });
}

function filesIn(source: string): string[] {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/**
 * Makes sure that what is measured in Chromium is what the sources say.
 *
 * @param root folder of the built app
 * @throws Error in one line when the app has not been built, or a source was written after that
 */
export function needBuiltApp(root: string): void {
  const page = statSync(path.join(root, 'index.html'), { throwIfNoEntry: false });
  if (page === undefined) throw new Error(`${root}/ is missing: run npm run build first`);
  const newest = newestOf(SOURCES.flatMap(filesIn));
  if (newest.at > page.mtimeMs) {
    throw new Error(`${root}/ is older than ${newest.file}: run npm run build first`);
  }
}
