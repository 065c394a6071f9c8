import { argon2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password-hash";

test("a password matches its own hash and no other", async () => {
  const phc = await hashPassword("correct horse");
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifyPassword("correct horse", phc)).toBe(true);
  expect(await verifyPassword("correct horsf", phc)).toBe(false);
  expect(await hashPassword("correct horse")).not.toBe(phc);
});

test("the same characters typed on two keyboards are one password", async () => {
  const phc = await hashPassword("contrase\u00f1a");
  expect(await verifyPassword("contrasen\u0303a", phc)).toBe(true);
});

test("a hash made with other costs still verifies: costs can be raised", async () => {
  const nonce = Buffer.alloc(16, 7);
  const tag = argon2Sync("argon2id", {
    message: "old",
    nonce,
    memory: 8192,
    passes: 1,
    parallelism: 2,
    tagLength: 32,
  });
  const bare = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");
  const phc = `$argon2id$v=19$m=8192,t=1,p=2$${bare(nonce)}$${bare(tag)}`;
  expect(await verifyPassword("old", phc)).toBe(true);
  expect(await verifyPassword("new", phc)).toBe(false);
});

test.each([undefined, null, "", "plain", "$argon2i$v=19$m=1,t=1,p=1$YWFhYWFhYWE$YWFhYWFhYWE"])(
  "%s is no hash: nothing matches it",
  async (phc) => expect(await verifyPassword("", phc)).toBe(false),
);

test("an unknown account costs as much time as a known one", async () => {
  const phc = await hashPassword("x");
  const median = async (stored: string | undefined) => {
    const times: number[] = [];
    for (let i = 0; i < 9; i++) {
      const startedAt = performance.now();
      await verifyPassword("guess", stored);
      times.push(performance.now() - startedAt);
    }
    return times.sort((a, b) => a - b)[4] ?? 0;
  };
  const [known, unknown] = [await median(phc), await median(undefined)];
  expect(unknown / known).toBeGreaterThan(0.5);
  expect(unknown / known).toBeLessThan(2);
});
