export interface Server {
  readonly port: number;
  address(folder: string): string;
  stop(): Promise<void>;
  readonly exited: Promise<unknown>;
  said(): string;
}
export interface ServerOptions {
  readonly dataDir: string;
  readonly port?: number;
  readonly token?: string;
  readonly trusted?: boolean;
}
export function writeProfile(dataDir: string, settings?: Record<string, unknown>): void;
export function installExtensions(dataDir: string, vsixFiles: readonly string[]): Promise<void>;
export function startServer(options: ServerOptions): Promise<Server>;
export function removeProfile(dataDir: string): void;
