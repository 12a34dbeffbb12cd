import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type * as vscode from "vscode";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

function isReply(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && "id" in value && typeof value.id === "number";
}

/**
 * The near end of the driver extension: functions given to `run` are sent as text into the extension host and
 * called there with the `vscode` API. So they may use their arguments and nothing from around them.
 */
export class HostBridge {
  private readonly waiting = new Map<number, Waiting>();
  private socket: Socket | undefined;
  private lastId = 0;
  private onConnect: (() => void)[] = [];
  private other: HostBridge | undefined;

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<HostBridge> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const bridge = new HostBridge(server);
    server.on("connection", (socket) => bridge.accept(socket));
    return bridge;
  }

  /** To the extension host of another window: the next one that connects. */
  another(): HostBridge {
    this.other = new HostBridge(this.server);
    return this.other;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === "string") throw new Error("The bridge does not listen.");
    return address.port;
  }

  /** Resolves once an extension host is connected; after `forget()`, a new one. */
  connected(): Promise<void> {
    if (this.socket) return Promise.resolve();
    return new Promise((resolve) => this.onConnect.push(resolve));
  }

  /** Before a reload of the page: the extension host that is connected now is about to go. */
  forget(): void {
    this.socket?.destroy();
    this.socket = undefined;
  }

  async run<A extends readonly Json[], R>(
    work: (api: typeof vscode, ...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    await this.connected();
    const id = ++this.lastId;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.socket?.write(`${JSON.stringify({ id, source: work.toString(), args })}\n`);
    // What came back is JSON of an R: functions and class instances are lost on the way, and tests know it.
    return (await answer) as R;
  }

  close(): void {
    this.forget();
    this.server.close();
  }

  private accept(socket: Socket): void {
    if (this.other !== undefined) {
      const { other } = this;
      this.other = undefined;
      other.accept(socket);
      return;
    }
    this.socket = socket;
    let rest = "";
    socket.setEncoding("utf8");
    socket.on("error", () => {});
    socket.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.take(JSON.parse(line));
    });
    socket.on("close", () => {
      if (this.socket === socket) this.socket = undefined;
      this.abandon();
    });
    for (const resolve of this.onConnect.splice(0)) resolve();
  }

  private take(reply: unknown): void {
    if (!isReply(reply)) return;
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.error !== undefined) waiting?.reject(new Error(`In the extension host: ${reply.error}`));
    else waiting?.resolve(reply.value);
  }

  private abandon(): void {
    for (const waiting of this.waiting.values()) waiting.reject(new Error("The extension host went away."));
    this.waiting.clear();
  }
}
