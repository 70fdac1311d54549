/** A server that this process uses: one it started, or one that an environment variable named. */
export interface LocalServer {
  /** Connection URL, with the host 127.0.0.1 when the server was started here. */
  readonly url: string;
  /** Process id when the server was started here. */
  readonly pid: number | undefined;
  /** Stops what was started and waits until it has ended; does nothing to a server that was only named. */
  stop(): Promise<void>;
}

/** Where a server keeps its data and where it listens. */
export interface ServerOptions {
  /** Folder for data, logs and process ids; made when missing, kept on stop. */
  readonly dir: string;
  /** Port on 127.0.0.1; a free one by default. */
  readonly port?: number;
  /** Told, in a few words, about anything that takes long, such as an installation. */
  readonly onProgress?: (text: string) => void;
}

/** Thrown when a server cannot be had here; the message is one line that says what to do. */
export class LocalStackError extends Error {
  override readonly name = 'LocalStackError';
}

/** A server named by an environment variable: it is somebody else's to stop. */
export function namedServer(url: string): LocalServer {
  return { url, pid: undefined, stop: async () => {} };
}
