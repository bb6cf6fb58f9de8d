import { createServer, type Server } from 'node:http';

/** A server on another origin that writes down whatever reaches it. */
export interface Sink {
  readonly url: string;
  /** Each thing that arrived: method and path, or that a socket was opened. */
  readonly seen: string[];
  close(): Promise<void>;
}

/** Starts the sink on a port of its own; another port is another origin. */
export async function startSink(): Promise<Sink> {
  const seen: string[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('seen');
  });
  server.on('upgrade', (request, socket) => {
    seen.push(`upgrade ${request.url ?? ''}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
