import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type FaultProxy, openFaultProxy } from "./fault-proxy";

let echo: Server;
let proxy: FaultProxy;
const heard: string[] = [];
beforeAll(async () => {
  echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(chunk.toString());
      socket.write(chunk);
    });
  }).listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await openFaultProxy({ host: "127.0.0.1", port: (echo.address() as AddressInfo).port });
});
afterEach(() => {
  proxy.heal();
  proxy.reset();
  heard.length = 0;
});
afterAll(async () => {
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

async function dial(): Promise<{ socket: Socket; said: () => string; ended: Promise<unknown> }> {
  const socket = connect(proxy.port, "127.0.0.1");
  let said = "";
  socket.on("data", (chunk) => (said += chunk.toString()));
  socket.on("error", () => undefined);
  const ended = closed(socket);
  await once(socket, "connect");
  return { socket, said: () => said, ended };
}

/** `once` would take the reset for its own failure. */
const closed = (socket: Socket) => new Promise((resolve) => socket.once("close", resolve));

test("a good line changes nothing, however the bytes are cut", async () => {
  const text = "ñandú ".repeat(5_000);
  proxy.slowDown({ sliceBytes: 997 });
  const { socket, said } = await dial();
  socket.write(text);
  await expect.poll(said, { timeout: 30_000 }).toBe(text);
});

test("latency and throttle take their time", async () => {
  proxy.slowDown({ latencyMs: 40, bytesPerSecond: 10_000, sliceBytes: 500 });
  const { socket, said } = await dial();
  const startedMs = performance.now();
  socket.write("x".repeat(1_000));
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1_000);
  // Two pieces one way (90 ms each), the last of them back.
  expect(performance.now() - startedMs).toBeGreaterThan(250);
});

test("a reset ends what is open, and the next connection is good", async () => {
  const first = await dial();
  first.socket.write("one");
  await expect.poll(first.said).toBe("one");
  proxy.reset();
  await first.ended;
  const second = await dial();
  second.socket.write("two");
  await expect.poll(second.said).toBe("two");
});

test("half open, the client learns it only when it sends", async () => {
  const { socket, said, ended } = await dial();
  socket.write("one");
  await expect.poll(said).toBe("one");
  proxy.halfOpen();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(socket.destroyed).toBe(false);
  socket.write("two");
  await ended;
  expect(heard).toEqual(["one"]);
});

test("in a black hole nothing passes and nothing ends; healed, the bytes arrive", async () => {
  const { socket, said } = await dial();
  proxy.blackhole();
  socket.write("late");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect([heard.length, socket.destroyed]).toEqual([0, false]);
  proxy.heal();
  await expect.poll(said).toBe("late");
});

test("a trap loses the request, or lets it arrive and loses the answer; once", async () => {
  proxy.setTrap({ text: "commit", lose: "request" });
  const lost = await dial();
  lost.socket.write("commit");
  await lost.ended;
  expect(heard).toEqual([]);
  proxy.setTrap({ text: "commit", lose: "answer" });
  const done = await dial();
  done.socket.write("commit");
  await done.ended;
  expect([heard, done.said()]).toEqual([["commit"], ""]);
  const good = await dial();
  good.socket.write("commit");
  await expect.poll(good.said).toBe("commit");
});

test("refusing, it ends whatever comes until it is healed", async () => {
  proxy.refuse();
  const socket = connect(proxy.port, "127.0.0.1");
  socket.on("error", () => undefined);
  await closed(socket);
  expect(proxy.open).toBe(0);
  proxy.heal();
  const good = await dial();
  good.socket.write("hello");
  await expect.poll(good.said).toBe("hello");
});
