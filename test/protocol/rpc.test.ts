import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { type CallError, Client, type Handlers, type Port, serve } from "../../src/protocol/rpc";

type Arithmetic = {
  half: { argument: number; reply: number; event: never };
  countTo: { argument: number; reply: string; event: number };
  forever: { argument: null; reply: string; event: never };
};

function portOf(end: MessagePort): Port {
  return {
    post: (message, transfer = []) => end.postMessage(message, [...transfer]),
    onMessage: (listener) => {
      end.on("message", listener);
      return { dispose: () => end.off("message", listener) };
    },
    onClose: (listener) => {
      end.on("close", () => listener("gone"));
      return { dispose: () => undefined };
    },
    dispose: () => end.close(),
  };
}

const open: MessagePort[] = [];
afterEach(() => {
  for (const end of open.splice(0)) end.close();
});

function connect(handlers: Partial<Handlers<Arithmetic>> = {}, ready: Promise<void> | null = null) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  let aborted = false;
  const all: Handlers<Arithmetic> = {
    half: (value) => {
      if (value % 2 !== 0) throw new Error("odd");
      return value / 2;
    },
    countTo: (end, { emit }) => {
      for (let count = 1; count <= end; count++) emit(count);
      return "done";
    },
    forever: (_, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          aborted = true;
          resolve("aborted");
        });
      }),
    ...handlers,
  };
  serve<Arithmetic>(portOf(port2), ready === null ? all : ready.then(() => all));
  return {
    client: new Client<Arithmetic>(portOf(port1)),
    far: port2,
    near: port1,
    wasAborted: () => aborted,
  };
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: CallError) => error.reason,
  );

describe("calls between threads", () => {
  it("answers each call with its own reply", async () => {
    const { client } = connect();
    expect(await Promise.all([client.call("half", 8), client.call("half", 2)])).toEqual([4, 1]);
  });

  it("answers a handler that throws with a failure that says what happened", async () => {
    const { client } = connect();
    await expect(client.call("half", 3)).rejects.toMatchObject({
      reason: "failed",
      message: expect.stringContaining("odd"),
    });
  });

  it("delivers the events of a call in order before its reply", async () => {
    const { client } = connect();
    const seen: number[] = [];
    expect(await client.call("countTo", 4, { onEvent: (event) => seen.push(event) })).toBe("done");
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it("says that a call is begun, and once more where its handler waited and goes on", async () => {
    const { client } = connect({
      countTo: async (end, { begins, emit }) => {
        await Promise.resolve();
        begins();
        emit(end);
        return "done";
      },
    });
    const seen: (number | string)[] = [];
    const onBegun = () => seen.push("begun");
    await client.call("half", 2, { onBegun });
    expect(seen.splice(0)).toEqual(["begun"]);
    await client.call("countTo", 4, { onBegun, onEvent: (event) => seen.push(event) });
    expect(seen).toEqual(["begun", "begun", 4]);
  });

  it("begins nothing before its handlers are there", async () => {
    let open: () => void = () => undefined;
    const { client } = connect(
      {},
      new Promise<void>((resolve) => {
        open = resolve;
      }),
    );
    const seen: string[] = [];
    const asked = client.call("half", 8, { onBegun: () => seen.push("begun") });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual([]);
    open();
    expect(await asked).toBe(4);
    expect(seen).toEqual(["begun"]);
  });

  it("cancels at both ends", async () => {
    const { client, wasAborted } = connect();
    const controller = new AbortController();
    const call = reasonOf(client.call("forever", null, { signal: controller.signal }));
    controller.abort();
    expect(await call).toBe("cancelled");
    await client.call("half", 2);
    expect(wasAborted()).toBe(true);
  });

  it("gives up after its time-out, and cancels at the other end", async () => {
    const { client, wasAborted } = connect();
    expect(await reasonOf(client.call("forever", null, { timeout: 10 }))).toBe("time-out");
    await client.call("half", 2);
    expect(wasAborted()).toBe(true);
  });

  it("ends what waits when the other end is gone, and refuses what comes after", async () => {
    const { client, far } = connect();
    const waiting = reasonOf(client.call("forever", null));
    far.close();
    expect(await waiting).toBe("closed");
    expect(await reasonOf(client.call("half", 2))).toBe("closed");
  });

  it("survives messages that are none of its own", async () => {
    const { client, far, near } = connect();
    for (const nonsense of [
      null,
      7,
      "call",
      {},
      { type: "reply" },
      { type: "reply", id: 99 },
      { type: "call", id: "x" },
    ]) {
      far.postMessage(nonsense);
      near.postMessage(nonsense);
    }
    expect(await client.call("half", 6)).toBe(3);
  });
});
