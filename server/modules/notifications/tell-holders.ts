import type { Tx } from "@/db/client";
import type { PermissionName } from "@/server/auth/permissions";
import type { MessageKey } from "@/server/modules/templates/rules/registry";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { holdersOf } from "./internal/holders-of";
import { notifyStaff } from "./notify-staff";
import { queueMessage } from "./queue-message";

type Params = Readonly<Record<string, string | number>>;

/** News for everybody who holds a permission: under their bell and, where they have an address, by mail. */
export type TellHoldersInput = {
  permission: PermissionName;
  template: MessageKey;
  /** The mail's values, in the reader's language. */
  params: (locale: Locale) => Params;
  news: { kind: string; params: Params; href: string };
  dedupeKey: string;
};

/** Tells them in the open transaction, each once for a dedupeKey. */
export async function tellHolders(ctx: Ctx, tx: Tx, input: TellHoldersInput): Promise<void> {
  const { permission, template, params, news, dedupeKey } = input;
  const holders = await holdersOf(ctx, tx, permission);
  const membershipIds = holders.map(({ membershipId }) => membershipId);
  await notifyStaff(ctx, tx, { ...news, membershipIds, dedupeKey });
  for (const { membershipId, email, locale } of holders)
    if (email)
      await queueMessage(ctx, tx, {
        ...{ template, to: { membershipId }, channels: ["email"], params: params(locale) },
        dedupeKey: `${dedupeKey}:${membershipId}`,
      });
}
