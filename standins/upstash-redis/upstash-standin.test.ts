import { Redis } from "@upstash/redis";
import { afterAll, describe, expect, test } from "vitest";
import { startTestUpstash } from "@/server/testing/upstash";

const standin = await startTestUpstash();
afterAll(() => standin?.stop());

describe.runIf(standin)("Upstash stand-in", () => {
  const { url = "", token = "" } = standin ?? {};
  /** The vendor's own client with its own HTTP: the stand-in must satisfy it too. */
  const redis = new Redis({ url, token, enableTelemetry: false, retry: false });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("the vendor's client reads back text, objects, numbers and lists", async () => {
    await redis.set("text", "Ñandú ☕");
    await redis.set("object", { a: [1, "b"] });
    await redis.rpush("list", "x", "y");
    expect(await redis.get("text")).toBe("Ñandú ☕");
    expect(await redis.get("object")).toEqual({ a: [1, "b"] });
    expect(await redis.incrby("n", 5)).toBe(5);
    expect(await redis.lrange("list", 0, -1)).toEqual(["x", "y"]);
    expect(await redis.get("absent")).toBeNull();
  });

  test("its pipeline and its transaction work", async () => {
    const pipeline = redis.pipeline().set("p", "1").incr("p").get("p");
    expect(await pipeline.exec()).toEqual(["OK", 2, 2]);
    expect(await redis.multi().incr("m").incr("m").exec()).toEqual([1, 2]);
  });

  test("every route asks for the token", async () => {
    const paths = ["/", "/get/x", "/pipeline", "/multi-exec", "/subscribe/x"];
    for (const path of paths)
      for (const authorization of ["", "Bearer wrong", `Basic ${token}`, token]) {
        const answer = await post(path, [["GET", "x"]], { authorization });
        expect(answer.status).toBe(401);
        expect(await answer.json()).toEqual({ error: "Unauthorized" });
      }
  });

  test("strings come in base64 only where asked, and OK never does", async () => {
    await post("/", ["SET", "enc", "test"]);
    expect(await (await post("/", ["GET", "enc"])).json()).toEqual({ result: "test" });
    const asked = await post("/", ["GET", "enc"], { "upstash-encoding": "base64" });
    expect(await asked.json()).toEqual({ result: "dGVzdA==" });
    const ok = await post("/", ["SET", "enc", "x"], { "upstash-encoding": "base64" });
    expect(await ok.json()).toEqual({ result: "OK" });
  });

  test("a command can be written as a path, a body being its last word", async () => {
    await post("/set/path%2Fkey", "the value");
    const headers = { authorization: `Bearer ${token}` };
    expect(await (await fetch(`${url}/get/path%2Fkey`, { headers })).json()).toEqual({
      result: "the value",
    });
    await fetch(`${url}/set/timed/v?EX=100`, { headers });
    expect(await standin?.redis.ttl("timed")).toBeGreaterThan(90);
  });

  test("an error is 400 with its text; in a pipeline it stands in its place", async () => {
    const wrong = await post("/", ["INCR", "path/key"]);
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toEqual({ error: expect.stringContaining("not an integer") });
    const mixed = await post("/pipeline", [["SET", "q", "1"], ["NOSUCH"], ["GET", "q"]]);
    expect(mixed.status).toBe(200);
    expect(await mixed.json()).toEqual([
      { result: "OK" },
      { error: expect.stringContaining("unknown command") },
      { result: "1" },
    ]);
  });

  test("a transaction with a command that cannot run does nothing at all", async () => {
    const answer = await post("/multi-exec", [["SET", "tx", "1"], ["GET"]]);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: expect.stringContaining("EXECABORT") });
    expect(await redis.get("tx")).toBeNull();
  });

  test("what needs a connection of its own, or is the service's business, is refused", async () => {
    const refused = [
      ["BLPOP", "x", "0"],
      ["WATCH", "x"],
      ["MULTI"],
      ["SUBSCRIBE", "x"],
      ["MONITOR"],
      ["CONFIG", "GET", "*"],
      ["SHUTDOWN"],
      ["SELECT", "1"],
      ["XREAD", "BLOCK", "0", "STREAMS", "s", "$"],
    ];
    for (const command of refused) {
      const answer = await post("/", command);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ error: expect.stringContaining("not available") });
      expect((await post("/multi-exec", [command])).status).toBe(400);
    }
    expect((await post("/", ["XLEN", "s"])).status).toBe(200);
  });

  test("a script is run by hash once it is known, and unknown before", async () => {
    const script = '#!lua flags=allow-key-locking\nreturn redis.call("INCR", KEYS[1])';
    const sha = "b3d2dd57fd2cd0d0b2f8cf0cf0a2f2f3b2b2d6f1";
    const unknown = await post("/", ["EVALSHA", sha, "1", "s"]);
    expect(await unknown.json()).toEqual({ error: expect.stringContaining("NOSCRIPT") });
    expect(await redis.eval(script, ["s"], [])).toBe(1);
    const { createHash } = await import("node:crypto");
    const known = createHash("sha1").update(script).digest("hex");
    expect(await redis.evalsha(known, ["s"], [])).toBe(2);
  });

  test("what is no command, or too long, is refused", async () => {
    for (const body of ["", "{}", "[]", '"GET"', "[[1]]", "not json"])
      expect((await post("/", body)).status).toBe(400);
    expect((await post("/pipeline", [["GET", { a: 1 }]])).status).toBe(400);
    expect((await post("/", ["SET", "big", "x".repeat(1_100_000)])).status).toBe(400);
  });
});
