import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { build, type Plugin } from 'vite';

const ID = 'virtual:snapshot-viewer';
const WRITER = 'src/snapshot';
const TOKENS = 'src/ui/tokens.css';

/** A small program of one script and one style, which stand inside a page of their own. */
export interface InlinedProgram {
  readonly style: string;
  readonly script: string;
}

/** Texts in a script that the reader of a page would take for the beginning or the end of something. */
const MARKUP = /<(?=!--|\/?(?:script|style))/giu;

/**
 * Bundles a program into one script and one style without any file beside them.
 *
 * @param entry its first module, which imports its style
 * @param plugins it needs to be bundled
 */
export async function inlinedProgram(
  entry: string,
  plugins: readonly Plugin[] = [],
): Promise<InlinedProgram> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [...plugins],
    build: {
      write: false,
      target: 'es2023',
      // Colours of both themes stay as they are written; browsers that read snapshots know them.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'es' } },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  const files = 'output' in result ? result.output : [];
  const text = (isWanted: (name: string) => boolean): string =>
    files
      .filter(({ fileName }) => isWanted(fileName))
      .map((file) => (file.type === 'chunk' ? file.code : String(file.source)))
      .join('')
      .trim();
  return {
    style: tokens() + text((name) => name.endsWith('.css')),
    // A format of its own would put the style into the script.
    script: `(()=>{"use strict";${text((name) => name.endsWith('.js'))}})();`.replaceAll(
      MARKUP,
      String.raw`\x3c`,
    ),
  };
}

/** The colours and sizes of the app without comments and line ends. */
function tokens(): string {
  return readFileSync(TOKENS, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//gu, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/ ?([{};:,]) ?/gu, '$1');
}

let viewer: Promise<InlinedProgram> | null = null;

/** Tells one version of the writer from another, so that a verifier knows whether it would write the same page. */
function writerHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(WRITER).sort()) {
    if (name.endsWith('.ts')) hash.update(readFileSync(`${WRITER}/${name}`));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The viewer that stands in every snapshot. */
export function snapshotViewerProgram(): Promise<InlinedProgram> {
  viewer ??= inlinedProgram(`${WRITER}/viewer/main.ts`).then(({ style, script }) => ({
    style: `${style}:root{--writer:${writerHash()}}`,
    script,
  }));
  return viewer;
}

/** `virtual:snapshot-viewer` exports the style and the script of the viewer as texts, which the worker writes into snapshots. */
export function snapshotViewer(): Plugin {
  return {
    name: 'cloister-snapshot-viewer',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    async load(id) {
      if (id !== `\0${ID}`) return null;
      const { style, script } = await snapshotViewerProgram();
      return `export const style = ${JSON.stringify(style)};\nexport const script = ${JSON.stringify(script)};\n`;
    },
  };
}
