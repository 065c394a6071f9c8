import type { Tx } from "@/db/client";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { claimKeys } from "./internal/claim-keys";
import { countToday, type Heard, heardKey } from "./internal/count-today";
import { insertMessages, type NewMessage } from "./internal/insert-messages";
import { type Addressee, readAddressees } from "./internal/read-addressees";
import { type Policies, readPolicies } from "./internal/read-policies";
import { type QuietHours, readQuietHours } from "./internal/read-quiet-hours";
import type { Reach } from "./port";
import type { Policy } from "./rules/default-policies";
import { valuesFor } from "./rules/values-for";
import type { TellCustomerInput } from "./tell-customer";

const CHUNK = 1000;

/** One message that is asked for: to the customer itself, or to a contact. */
type Ask = {
  input: TellCustomerInput;
  policy: Policy;
  person: Addressee;
  reach: Reach;
  contactId: string | null;
  key: string;
};

/**
 * `tellCustomer` for many, in the open transaction: six queries for each thousand, whatever they are about. Returns the
 * ids of the customers' messages in the order asked; undefined where none was made.
 */
export async function tellCustomers(
  ctx: Ctx,
  tx: Tx,
  inputs: readonly TellCustomerInput[],
): Promise<(string | undefined)[]> {
  if (inputs.length === 0) return [];
  const policies = await readPolicies(
    ctx,
    tx,
    inputs.map(({ event }) => event),
  );
  const quiet = await readQuietHours(ctx, tx);
  const ids: (string | undefined)[] = [];
  for (let at = 0; at < inputs.length; at += CHUNK)
    ids.push(...(await tellChunk(ctx, tx, inputs.slice(at, at + CHUNK), policies, quiet)));
  return ids;
}

async function tellChunk(
  ctx: Ctx,
  tx: Tx,
  inputs: readonly TellCustomerInput[],
  policies: Policies,
  quiet: QuietHours,
): Promise<(string | undefined)[]> {
  const people = await readAddressees(
    ctx,
    tx,
    inputs.map(({ customerId }) => customerId),
  );
  const asked = inputs.flatMap((input) => asksOf(input, people, policies));
  const free = await claimKeys(
    ctx,
    tx,
    asked.map(({ key }) => key),
  );
  // A key that is asked for twice at once is one message too.
  const asks = asked.filter(({ key }) => free.delete(key));
  const capped = asks.filter(({ policy }) => policy.maxPerDay !== null);
  const heard = await countToday(ctx, tx, capped.map(heardOf), quiet.timeZone);
  const rows = asks.map((ask) => messageOf(ctx, ask, quiet, heard));
  await insertMessages(ctx, tx, rows);
  const queued = rows.filter(({ contactId, status }) => !contactId && status !== "dropped");
  const byInput = new Map(queued.map(({ input, id }) => [input, id]));
  return inputs.map((input) => byInput.get(input));
}

function asksOf(
  input: TellCustomerInput,
  people: ReadonlyMap<string, Addressee>,
  policies: Policies,
): Ask[] {
  const { event, customerId, dedupeKey } = input;
  const person = people.get(customerId);
  if (!person) return [];
  const own = policies(event, "customer");
  const theirs = policies(event, "contacts");
  const ask = { input, person };
  return [
    ...(own.enabled
      ? [{ ...ask, policy: own, reach: person.reach, contactId: null, key: dedupeKey }]
      : []),
    ...(theirs.enabled && !input.channels ? person.contacts : [])
      .filter(({ reach }) => !sameAddress(reach, person.reach))
      .map(({ contactId, reach }) => ({
        ...{ ...ask, policy: theirs, reach, contactId },
        key: `${dedupeKey}:contact:${contactId}`,
      })),
  ];
}

/** A contact with the customer's own addresses is the customer. */
const sameAddress = (one: Reach, other: Reach): boolean =>
  one.email === other.email && one.phone === other.phone;

const heardOf = ({ input, contactId }: Ask): Heard => ({
  ...{ event: input.event, customerId: input.customerId, contactId },
});

/** Decides what becomes of one: queued, held until the quiet hours end, or dropped and why. */
function messageOf(
  ctx: Ctx,
  ask: Ask,
  quiet: QuietHours,
  heard: Map<string, number>,
): NewMessage & { input: TellCustomerInput } {
  const { input, policy, person, reach, contactId } = ask;
  const wanted = input.at && input.at > ctx.now ? input.at : ctx.now;
  const until = policy.quietHours ? quiet.until(wanted) : null;
  const reason = whyNot(ask, heard);
  const locale: Locale = policy.language === "customer" ? reach.locale : policy.language;
  const sendAt = until ?? (wanted > ctx.now ? wanted : null);
  return {
    ...{ input, id: newId(), contactId, locale, reason },
    customerId: input.customerId,
    event: input.event,
    entityType: input.entity.type,
    entityId: input.entity.id,
    template: policy.template,
    ...{ channels: input.channels ?? policy.channels, quietHours: policy.quietHours, sendAt },
    status: reason ? "dropped" : until ? "held" : "queued",
    ...valuesFor(policy.template, input),
    searchText: foldText(`${person.reach.name} ${person.number} ${reach.name ?? ""}`),
  };
}

function whyNot(ask: Ask, heard: Map<string, number>): string {
  const { reach, policy } = ask;
  if (!reach.email && !reach.phone && !reach.whatsappUserId) return "no_address";
  if (policy.maxPerDay === null) return "";
  const key = heardKey(heardOf(ask));
  const count = heard.get(key) ?? 0;
  if (count >= policy.maxPerDay) return "daily_cap";
  heard.set(key, count + 1);
  return "";
}
