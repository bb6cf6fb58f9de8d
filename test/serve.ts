// Serves dist/ on loopback the way the plainest static host would: no special headers, any subpath.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built app that is served: dist/, or another build of it. */
export const BUILT = process.env['CLOISTER_DIST'] ?? 'dist';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.md': 'text/markdown; charset=utf-8',
};

/** How to serve. */
export interface ServeOptions {
  /** Folder to serve; the built app unless said otherwise. */
  readonly root?: string;
  /** 0 for any free one. */
  readonly port?: number;
  /** Path the site stands under, with a slash at both ends. */
  readonly base?: string;
  /** Lets a test take a guard out: may change the bytes of a file before they are sent. */
  readonly rewrite?: (name: string, body: Buffer) => Buffer | null;
}

/** A running server. */
export interface Served {
  readonly url: string;
  readonly port: number;
  /** Paths asked for so far. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** Serves a folder on loopback. */
export async function serve({
  root = BUILT,
  port = 0,
  base = '/',
  rewrite,
}: ServeOptions = {}): Promise<Served> {
  const folder = path.resolve(root);
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    requests.push(url.pathname);
    const relative = decodeURIComponent(url.pathname).slice(base.length);
    const file = path.join(folder, relative === '' ? 'index.html' : relative);
    if (
      !url.pathname.startsWith(base) ||
      !file.startsWith(folder) ||
      !existsSync(file) ||
      statSync(file).isDirectory()
    ) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
      return;
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    if (rewrite !== undefined) {
      const chunks: Buffer[] = [];
      createReadStream(file)
        .on('data', (chunk) => chunks.push(Buffer.from(chunk)))
        .on('end', () => {
          const body = Buffer.concat(chunks);
          response.writeHead(200, { 'content-type': type }).end(rewrite(relative, body) ?? body);
        });
      return;
    }
    response.writeHead(200, { 'content-type': type, 'content-length': statSync(file).size });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://localhost:${bound}${base}`,
    port: bound,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = Number(process.env['PORT'] ?? 4173);
  const server = await serve({ port: wanted }).catch(() => serve({ port: 0 }));
  console.log(`Cloister is at ${server.url}`);
}
