import { neon, neonConfig } from "@neondatabase/serverless";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type NeonStandin, startNeonStandin } from "./server";

const url = process.env.DATABASE_URL ?? "";
let standin: NeonStandin;
beforeAll(async () => {
  standin = await startNeonStandin(new URL(url).host);
  neonConfig.fetchEndpoint = () => standin.sqlUrl;
});
afterAll(() => standin.stop());

test("the vendor's HTTP client reads typed rows through it", async () => {
  const sql = neon(url, { fullResults: true });
  const result = await sql.query("select $1::int as n, array['a','b'] as list, now() as at", [7]);
  expect(result.rows).toEqual([{ n: 7, list: ["a", "b"], at: expect.any(Date) }]);
  expect(result.command).toBe("SELECT");
});

test("a batch is one transaction: its failure leaves nothing", async () => {
  const sql = neon(url);
  await sql.query("create table if not exists batch_probe (n int)");
  const batch = sql.transaction([sql`insert into batch_probe values (1)`, sql`select 1 / 0`]);
  await expect(batch).rejects.toMatchObject({ code: "22012" });
  expect(await sql`select count(*)::int as n from batch_probe`).toEqual([{ n: 0 }]);
  await sql.query("drop table batch_probe");
});

test("a database error keeps its code and message", async () => {
  await expect(neon(url).query("select * from nowhere")).rejects.toMatchObject({
    code: "42P01",
    message: expect.stringContaining("nowhere"),
  });
});

test("it reaches no other server, over HTTP or WebSocket", async () => {
  const elsewhere = new URL(url);
  elsewhere.port = "1";
  await expect(neon(elsewhere.toString()).query("select 1")).rejects.toThrow("not allowed");
  const socket = new WebSocket(`ws://${standin.address}/v1?address=127.0.0.1:1`);
  const code = await new Promise((resolve) => socket.on("close", resolve));
  expect(code).toBe(1008);
});
