import { priceBooks } from "@/db/schema/catalog";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { freeDefault } from "./free-default";
import { fetchBook } from "./list-books";
import { type BookDto, createBookInput, type CreateBookInput } from "./schema";

/** Adds a list of prices; the tenant's first is the default. Throws Conflict("book_name_taken"). */
export function createBook(ctx: Ctx, given: CreateBookInput): Promise<BookDto> {
  authorize(ctx, "catalog.manage");
  const input = createBookInput.parse(given);
  return inTenant(ctx, async (tx) => {
    const first = await freeDefault(ctx, tx, input.isDefault);
    const [made] = await tx
      .insert(priceBooks)
      .values({
        ...{ tenantId: ctx.tenantId, ...input },
        ...{ isDefault: input.isDefault || first, createdAt: ctx.now },
      })
      .onConflictDoNothing()
      .returning({ id: priceBooks.id });
    if (!made) throw new Conflict("book_name_taken", {}, { fields: { name: "book_name_taken" } });
    record(ctx, "priceBook.created", {
      entity: { type: "priceBook", id: made.id },
      payload: { name: input.name, currency: input.currency },
    });
    return fetchBook(ctx, tx, made.id);
  });
}
