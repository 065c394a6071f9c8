import { Invalid, Unauthenticated } from "@/server/kernel/errors";
import { sameText } from "../same-text";
import type { GatewayAccount, Hint, RawNotice, Subject } from "../schema";
import { culqiEvent, culqiEventObject } from "./schema";

/**
 * Culqi signs nothing. What its panel can be given is a user and a password for our address (HTTP Basic) or an address of
 * its own (`?key=`): either must carry our secret. Whoever has it can only make us ask Culqi.
 */
export function readCulqiNotice(
  { secrets, live }: GatewayAccount,
  { raw, headers, query }: RawNotice,
): Hint {
  const secret = secrets["webhookSecret"]?.trim() ?? "";
  const given = passwordOf(headers.get("authorization")) ?? query.get("key") ?? "";
  if (secret === "" || !sameText(given, secret)) throw new Unauthenticated();
  const event = culqiEvent.safeParse(parsed(Buffer.from(raw).toString("utf8")));
  if (!event.success) throw new Invalid("unreadable");
  const object = culqiEventObject.safeParse(parsed(event.data.data));
  if (!object.success) throw new Invalid("unreadable");
  const { id: key } = event.data;
  return { key, accountId: "", live, subject: subjectOf(object.data) };
}

function subjectOf(about: ReturnType<typeof culqiEventObject.parse>): Subject | undefined {
  const { object, id, charge_id: of } = about;
  if (object === "charge" && /^chr_\w{1,64}$/.test(id)) return { kind: "charge", id };
  if (object === "order" && /^ord_\w{1,64}$/.test(id)) return { kind: "checkout", id };
  if (object === "refund" && of && /^chr_\w{1,64}$/.test(of)) return { kind: "charge", id: of };
  return undefined;
}

/** What stands behind the first colon of HTTP Basic. */
function passwordOf(header: string | null): string | undefined {
  const [scheme, value = ""] = (header ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic") return undefined;
  const text = Buffer.from(value, "base64").toString("utf8");
  return text.slice(text.indexOf(":") + 1);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
