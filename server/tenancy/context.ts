import type { CustomGrants } from "@/server/auth/grants";
import { newId } from "@/server/kernel/ids";

/** The five fixed roles of staff (product.md, *auth*). */
export type Role = "owner" | "admin" | "agent" | "finance" | "technician";

/** Languages that the product speaks. */
export type Locale = "es" | "en" | "pt";

/** Somebody of the platform, or of the owning reseller, acting as a member for a while. */
export type Impersonator = { userId: string; tenantId: string; impersonationId: string };

/** A member of staff, as their session stands at this moment. */
export type UserActor = {
  kind: "user";
  userId: string;
  membershipId: string;
  sessionId: string;
  /** A fixed role; with a custom one, the role that it is based on. */
  role: Role;
  /** Their custom role and what it grants; absent: the fixed role's permissions. */
  customRole?: { id: string; grants: CustomGrants };
  /** Whose rows the scope *team* reaches besides their own. */
  teamId?: string;
  /** When they last proved who they are; dangerous actions ask for a recent proof. Absent: long ago. */
  provedAt?: Date;
  impersonatedBy?: Impersonator;
  /** They look through another role's eyes: they hold no more than that role, and change nothing. */
  viewAs?: { role: Role; customRole?: { id: string; grants: CustomGrants } };
};

/** A program with one of the tenant's keys. */
export type ApiKeyActor = {
  kind: "apiKey";
  apiKeyId: string;
  scopes: readonly string[];
  /** Calls a minute that its maker allowed; absent: what every key has. */
  callsPerMinute?: number;
  /** It comes from a network that its maker did not allow: every door refuses it, and it holds no scope. */
  refusedNetwork?: true;
};

/** Who acts. Every verb gets an honest one; what is stated of it in an event is `statedActor()`. */
export type Actor =
  | { kind: "anonymous" }
  | UserActor
  | { kind: "customer"; customerId: string; sessionId: string }
  | ApiKeyActor
  | { kind: "system"; job: string }
  | { kind: "webhook"; integrationId: string }
  | { kind: "platform"; userId: string; sessionId: string; provedAt?: Date };

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
  readonly userAgent?: string | undefined;
  /** What the browser keeps to be known again (`__Host-trama.device`); a random text, never an identity by itself. */
  readonly deviceToken?: string | undefined;
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
