import { describe, expect, it } from "vitest";
import type { Port } from "../../src/protocol/rpc";
import { FatalCalls } from "../../src/workers/fatalCalls";
import { ThreadService } from "../../src/workers/thread";

type Echo = {
  echo: { argument: string; reply: string; event: never };
  hang: { argument: null; reply: null; event: never };
  wait: { argument: null; reply: null; event: never };
};

/** A thread that answers `echo`, begins and never answers `hang`, lets `wait` wait, and can be killed from outside. */
function threads() {
  const kills: ((reason?: string) => void)[] = [];
  const start = (): Port => {
    const listeners = new Set<(message: unknown) => void>();
    const closed = new Set<(reason: string) => void>();
    let alive = true;
    const close = (reason = "killed") => {
      alive = false;
      for (const listener of closed) listener(reason);
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
        if (!alive || type !== "call" || name === "wait") return;
        const answer = name === "echo" ? { type: "reply", id, value: argument } : { type: "begun", id };
        queueMicrotask(() => {
          for (const listener of listeners) listener(answer);
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

describe("a call that its thread dies of", () => {
  const about = (text: string) => ({ name: "a.py", text });

  it("is made once more, and then not again until its text changes", async () => {
    const { service, kills } = threads();
    const calls = new FatalCalls<Echo>(service);
    for (const death of [0, 1]) {
      const asked = calls.call("hang", null, about("one"));
      expect(calls.fatal(about("one"))).toEqual([]);
      kills[death]?.();
      await expect(asked).rejects.toThrow("killed");
    }
    expect(calls.fatal(about("one"))).toMatchObject([{ name: "hang", outOfMemory: false }]);
    await expect(calls.call("hang", null, about("one"))).rejects.toThrow("killed");
    expect(kills.length).toBe(2);
    expect(await calls.call("echo", "a", about("one"))).toBe("a");
    expect(calls.fatal(about("two"))).toEqual([]);
    const asked = calls.call("hang", null, about("two"));
    kills[2]?.();
    await expect(asked).rejects.toThrow("killed");
    expect(calls.fatal(about("two"))).toEqual([]);
  });

  it("is not made again where there was not the memory for it", async () => {
    const { service, kills } = threads();
    const calls = new FatalCalls<Echo>(service);
    const asked = calls.call("hang", null, about("one"));
    kills[0]?.("Worker terminated due to reaching memory limit: JS heap out of memory");
    await expect(asked).rejects.toThrow("memory");
    expect(calls.fatal(about("one"))).toMatchObject([{ name: "hang", outOfMemory: true }]);
  });

  it("is blamed alone, not those that wait behind it nor the end of the service", async () => {
    const { service, kills } = threads();
    const calls = new FatalCalls<Echo>(service);
    for (const death of [0, 1]) {
      const first = calls.call("hang", null, about("one"));
      const second = calls.call("echo", "b", { name: "b.py", text: "b" });
      kills[death]?.();
      await Promise.allSettled([first, second]);
    }
    expect(calls.fatal(about("one")).length).toBe(1);
    expect(await calls.call("echo", "b", { name: "b.py", text: "b" })).toBe("b");
  });

  it("is the one that was begun, not one that waited before it", async () => {
    const { service, kills } = threads();
    const calls = new FatalCalls<Echo>(service);
    const waiting = calls.call("wait", null, about("one"));
    const begun = calls.call("hang", null, { name: "b.py", text: "b" });
    await Promise.resolve();
    kills[0]?.("Worker terminated due to reaching memory limit: JS heap out of memory");
    await Promise.allSettled([waiting, begun]);
    expect(calls.fatal(about("one"))).toEqual([]);
    expect(calls.fatal({ name: "b.py", text: "b" })).toMatchObject([{ name: "hang" }]);
  });

  it("is the first that waits, where the one that was begun is answered", async () => {
    const { service, kills } = threads();
    const calls = new FatalCalls<Echo>(service);
    const waiting = calls.call("wait", null, about("one"));
    expect(await calls.call("echo", "b", { name: "b.py", text: "b" })).toBe("b");
    kills[0]?.("Worker terminated due to reaching memory limit: JS heap out of memory");
    await Promise.allSettled([waiting]);
    expect(calls.fatal(about("one"))).toMatchObject([{ name: "wait" }]);
  });
});
