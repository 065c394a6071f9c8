import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "@/server/kernel/canonical-json";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { eventBody } from "./event-body";
import { commitmentOf } from "./personal-details";

test("the hashed text is the canonical JSON of what the fact says, whatever it says", () => {
  const text = fc.string({ unit: "grapheme" });
  const personal = fc.option(fc.record({ salt: text, data: fc.jsonValue() }), { nil: undefined });
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.jsonValue(),
      personal,
      (job, entityId, request, payload, own) => {
        const ctx = systemCtx(newId(), job, { requestId: request });
        const id = newId();
        const entity = { type: "domain", id: entityId };
        const fact = { id, ctx, name: "domain.verified", entity, payload, personal: own } as const;
        expect(eventBody(fact)).toBe(
          canonicalJson({
            id,
            tenant: ctx.tenantId,
            name: "domain.verified",
            version: 1,
            at: ctx.now.toISOString(),
            actor: ctx.actor,
            entity,
            request,
            payload,
            ...(own && { personal: { commitment: commitmentOf(own) } }),
          }),
        );
      },
    ),
  );
});
