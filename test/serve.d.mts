/** A static server of a folder on loopback. */
export interface Served {
  readonly url: string;
  readonly port: number;
  /** Paths asked for so far. */
  readonly requests: string[];
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly root?: string;
  readonly port?: number;
  /** Path the folder is served under, with slashes around it. */
  readonly base?: string;
  /** May change a file before it is sent, so that a test can take a guard out. */
  readonly rewrite?: (name: string, body: Buffer) => Buffer | null;
}

/** Serves a folder the way the plainest static host would. */
export function serve(options?: ServeOptions): Promise<Served>;
