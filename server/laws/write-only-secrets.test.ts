import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { listProcedures, type ProcedureInfo } from "@/server/trpc/list-procedures";

/** Answers that show a secret, each exactly once, to who has just made it. */
const SHOWN_ONCE: Readonly<Record<string, string>> = {
  "auth.createApiKey secret": "the key is shown once; only its hash is kept",
  "auth.rotateApiKey secret": "the new key is shown once; only its hash is kept",
  "signUp.start token": "carries the wizard between its steps for an hour; only its hash is kept",
  "hub.createEndpoint secret": "the receiver needs it to verify signatures; sealed afterwards",
  "hub.rotateSecret secret": "the receiver needs the new one; sealed afterwards",
  "tenants.addDomain txtToken": "published in DNS by its owner; proves a domain, opens nothing",
  "tenants.listDomains txtToken": "published in DNS by its owner; proves a domain, opens nothing",
};

const SECRET_NAME =
  /(?:secret|password|passwd|credentials?|sealed|token|private_?key|api_?key|(?:secret|password|token)_?hash)$/i;

/** Yes or no, or one of a few words: says that there is a password, never which. */
const holdsNoText = (schema: unknown): boolean =>
  typeof schema === "object" &&
  schema !== null &&
  ((schema as { type?: unknown }).type === "boolean" || "enum" in schema || "const" in schema);

/** Names of every field, at any depth, that the schema can let out. */
function fieldNames(schema: unknown): string[] {
  if (schema === undefined) return [];
  const names: string[] = [];
  const walk = (node: unknown) => {
    if (Array.isArray(node)) node.forEach(walk);
    if (typeof node !== "object" || node === null) return;
    for (const [name, inner] of Object.entries(node)) {
      if (name === "properties" && typeof inner === "object" && inner !== null)
        names.push(
          ...Object.entries(inner).flatMap(([field, type]) => (holdsNoText(type) ? [] : [field])),
        );
      walk(inner);
    }
  };
  walk(z.toJSONSchema(schema as z.ZodType, { io: "output", unrepresentable: "any" }));
  return names;
}

const secretsOf = (procedures: readonly Pick<ProcedureInfo, "path" | "output">[]) =>
  procedures.flatMap(({ path, output }) =>
    fieldNames(output)
      .filter((name) => SECRET_NAME.test(name))
      .map((name) => `${path} ${name}`),
  );

let procedures: ProcedureInfo[];
beforeAll(async () => {
  procedures = await listProcedures();
});

test("no answer of any procedure carries a secret, but those shown once", () => {
  expect(procedures.length).toBeGreaterThan(20);
  expect(secretsOf(procedures).filter((one) => !(one in SHOWN_ONCE))).toEqual([]);
});

test("every procedure but a stream says what it answers, so that nothing slips by unseen", () => {
  const silent = procedures.filter(({ type, output }) => type !== "subscription" && !output);
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test("a planted secret is found at any depth", () => {
  const output = z.object({
    items: z.array(z.object({ inner: z.object({ smtpPassword: z.string() }) })),
  });
  expect(secretsOf([{ path: "x.y", output }])).toEqual(["x.y smtpPassword"]);
});
