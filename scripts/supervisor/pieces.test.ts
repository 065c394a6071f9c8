import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { sourcesHash } from "./build.mjs";
import { Failure, explain } from "./failure.mjs";
import { temporaryFolder } from "./fixtures/processes";
import { takeLock } from "./lock.mjs";
import { endProcess, identify, runs, startOf } from "./processes.mjs";

test("the build is stale after any change of a source, a name or an added file, and after no test's", () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "app"));
  const write = (name: string, text: string) => writeFileSync(join(root, name), text);
  write("app/page.tsx", "one");
  const before = sourcesHash(root);
  write("app/page.test.tsx", "a test");
  write("README.md", "no source");
  expect(sourcesHash(root)).toBe(before);
  const seen = [before];
  for (const change of [
    ["app/page.tsx", "two"],
    ["app/other.tsx", "two"],
    ["middleware.ts", ""],
  ] as const) {
    write(change[0], change[1]);
    expect(seen).not.toContain(sourcesHash(root));
    seen.push(sourcesHash(root));
  }
});

test("a lock has one holder, is free after release, and a dead holder's is taken over", () => {
  const folder = temporaryFolder();
  const path = join(folder, "x.lock");
  const first = takeLock(path);
  expect(takeLock(path)).toEqual({ holder: identify() });
  if ("release" in first) first.release();
  writeFileSync(
    path,
    JSON.stringify({ pid: process.pid, started: "an earlier process with this pid" }),
  );
  const second = takeLock(path);
  expect("release" in second).toBe(true);
  writeFileSync(path, "torn");
  expect("release" in takeLock(path)).toBe(true);
  expect(readdirSync(folder)).toEqual(["x.lock"]);
});

test("a process is never taken for another one that has its pid", async () => {
  const child = spawn("sleep", ["30"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const pid = child.pid ?? 0;
  expect(await endProcess({ pid, started: "other" }, [["SIGKILL", 500]])).toBe(true);
  expect(startOf(pid)).not.toBeNull();
  expect(await endProcess(identify(pid), [["SIGTERM", 2_000]])).toBe(true);
  expect(runs(identify(pid))).toBe(false);
});

test("whatever goes wrong is told in one line without a trace", () => {
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (text, full) => {
      const fault = new Error(full ? `ENOSPC: no space, ${text}` : text);
      const { message } = explain(fault, "here");
      expect(message).not.toMatch(/\n\s+at /);
      expect(message.includes("disk is full") || message.includes("disco")).toBe(full);
    }),
  );
  const told = new Failure("Do this.");
  expect(explain(told)).toBe(told);
  expect(explain(new Failure("x", "x", { cause: new Error("EACCES: denied") })).message).toMatch(
    /^(No permission|Sin permiso)/,
  );
});
