import { newId } from "@/server/kernel/ids";

/** The five fixed roles of staff (product.md, *auth*). */
export type Role = "owner" | "admin" | "agent" | "finance" | "technician";

/** Languages that the product speaks. */
export type Locale = "es" | "en" | "pt";

/** Who acts. Every verb gets an honest one; it is written into the event. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "user"; userId: string; membershipId: string; sessionId: string; role: Role }
  | { kind: "customer"; customerId: string; sessionId: string }
  | { kind: "apiKey"; apiKeyId: string; scopes: readonly string[] }
  | { kind: "system"; job: string }
  | { kind: "webhook"; integrationId: string }
  | { kind: "platform"; userId: string; sessionId: string };

/** What a verb knows about its call: whose data, who acts, in which request, at what instant. */
export type Ctx = {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId: string;
  /** Instant of the call; rules use this, never `new Date()`. */
  readonly now: Date;
  readonly locale: Locale;
  /** Caller's address where a door knows it. */
  readonly ip?: string;
};

/** A context for work that no request started (jobs, schedules, seeds). */
export function systemCtx(
  tenantId: string,
  job: string,
  over: Partial<Omit<Ctx, "tenantId" | "actor">> = {},
): Ctx {
  return {
    tenantId,
    actor: { kind: "system", job },
    requestId: newId(),
    now: new Date(),
    locale: "es",
    ...over,
  };
}

/** Stable id of an actor, for keys and logs: `user:<id>`, `apiKey:<id>`, `system:<job>`… */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "anonymous":
      return "anonymous";
    case "user":
      return `user:${actor.userId}`;
    case "customer":
      return `customer:${actor.customerId}`;
    case "apiKey":
      return `apiKey:${actor.apiKeyId}`;
    case "system":
      return `system:${actor.job}`;
    case "webhook":
      return `webhook:${actor.integrationId}`;
    case "platform":
      return `platform:${actor.userId}`;
    default:
      return actor satisfies never;
  }
}
