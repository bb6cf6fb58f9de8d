import { existsSync, readFileSync } from 'node:fs';

/** What the page asks for before anything is done: index.html and what it names. */
function firstLoad() {
  if (!existsSync('dist/index.html')) return ['dist/index.html'];
  const page = readFileSync('dist/index.html', 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)].map(([, path]) => `dist/${path}`);
  return ['dist/index.html', ...named];
}

export default [
  { name: 'shell before any data', path: firstLoad(), limit: '90 kB', gzip: true },
  { name: 'charts, loaded with the first one', path: 'dist/assets/draw-*.js', limit: '450 kB', gzip: true },
  { name: 'engine worker', path: 'dist/assets/engine.worker-*.js', limit: '190 kB', gzip: true },
  {
    name: 'the engine itself, compressed',
    path: 'dist/assets/duckdb-eh-*.gz',
    limit: '8 MB',
    gzip: false,
  },
];
