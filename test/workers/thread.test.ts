import { describe, expect, it } from "vitest";
import type { Port } from "../../src/protocol/rpc";
import { ThreadService } from "../../src/workers/thread";

type Echo = {
  echo: { argument: string; reply: string; event: never };
  hang: { argument: null; reply: null; event: never };
};

/** A thread that answers `echo`, never answers `hang`, and can be killed from outside. */
function threads() {
  const kills: (() => void)[] = [];
  const start = (): Port => {
    const listeners = new Set<(message: unknown) => void>();
    const closed = new Set<(reason: string) => void>();
    let alive = true;
    const close = () => {
      alive = false;
      for (const listener of closed) listener("killed");
    };
    kills.push(close);
    return {
      post: (message) => {
        const { type, id, name, argument } = message as {
          type: string;
          id: number;
          name: string;
          argument: unknown;
        };
        if (!alive || type !== "call" || name !== "echo") return;
        queueMicrotask(() => {
          for (const listener of listeners) listener({ type: "reply", id, value: argument });
        });
      },
      onMessage: (listener) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
      onClose: (listener) => {
        closed.add(listener);
        return { dispose: () => closed.delete(listener) };
      },
      dispose: close,
    };
  };
  return { service: new ThreadService<Echo>(start), kills };
}

describe("a service in a thread", () => {
  it("starts at the first call, and only then", async () => {
    const { service, kills } = threads();
    expect([kills.length, service.starts]).toEqual([0, 0]);
    expect(await service.call("echo", "a")).toBe("a");
    expect(await service.call("echo", "b")).toBe("b");
    expect([kills.length, service.starts]).toEqual([1, 1]);
  });

  it("ends what waits when its thread dies, and starts anew at the next call", async () => {
    const { service, kills } = threads();
    const waiting = service.call("hang", null);
    kills[0]?.();
    await expect(waiting).rejects.toMatchObject({ reason: "closed" });
    expect(await service.call("echo", "again")).toBe("again");
    expect(service.starts).toBe(2);
  });

  it("can be ended while it hangs, and used again", async () => {
    const { service } = threads();
    const waiting = service.call("hang", null);
    service.end();
    await expect(waiting).rejects.toMatchObject({ reason: "closed" });
    expect(await service.call("echo", "again")).toBe("again");
  });

  it("answers nothing once it is disposed of", async () => {
    const { service } = threads();
    await service.call("echo", "a");
    service.dispose();
    await expect(service.call("echo", "b")).rejects.toMatchObject({ reason: "closed" });
  });
});
