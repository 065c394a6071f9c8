// oxlint-disable max-lines -- a catalogue, read by its names
import { z } from "zod";
import { MESSAGE_REASONS } from "@/server/modules/notifications/rules/reasons";
import { SIGN_IN_METHODS } from "@/server/modules/auth/rules/sign-in-methods";

/** What a fact carries. `payload` never holds personal data: that goes to `personal`, which is stored apart, encrypted. */
type EventDefinition = {
  entity: string;
  version: number;
  payload: z.ZodType;
  personal?: z.ZodType;
};

const define = <P extends z.ZodType, D extends z.ZodType = z.ZodNever>(
  entity: string,
  payload: P,
  personal?: D,
  version = 1,
) => ({ entity, version, payload, personal }) satisfies EventDefinition;

const changes = z.object({
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});

/** Who carried what is archived, and what they carry now. */
const moved = z.object({
  movedTo: z.uuid().nullable(),
  members: z.number(),
  customers: z.number(),
});

/** A way to reach a customer; the address itself is personal. */
const identityFact = z.object({ identityId: z.uuid(), channel: z.string() });
const priceFact = z.object({
  priceBookId: z.uuid(),
  book: z.string(),
  currency: z.string(),
  amount: z.string(),
  validFrom: z.iso.date(),
  taskId: z.uuid().nullable(),
});
const taxRateFact = z.object({
  code: z.string(),
  rate: z.string(),
  validFrom: z.iso.date(),
  source: z.string(),
});
const fxRateFact = z.object({
  currency: z.string(),
  onDay: z.iso.date(),
  rate: z.string(),
  source: z.string(),
});

/** What every fact of a service says. */
const serviceFact = z.object({ number: z.number().int(), customerId: z.uuid() });
/** A state that was read back: the command and the seconds from asking to proof. */
const enforced = serviceFact.extend({
  commandId: z.uuid().nullable(),
  kind: z.string(),
  seconds: z.number(),
});
/** What stands beside the plan; `amount` is decimal text in `currency`, or percent. */
const chargeFact = z.object({
  chargeId: z.uuid(),
  kind: z.string(),
  basis: z.enum(["fixed", "percent"]),
  amount: z.string(),
  currency: z.string(),
  recurring: z.boolean(),
});
/** Amounts in minor units of `currency`. */
const invoiceFact = z.object({
  customerId: z.uuid(),
  number: z.string(),
  kind: z.string(),
  currency: z.string(),
  totalMinor: z.number().int(),
  openMinor: z.number().int(),
  issuedOn: z.iso.date(),
  dueOn: z.iso.date(),
});
const paymentFact = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  amountMinor: z.number().int(),
});
const cardFact = z.object({ customerId: z.uuid(), provider: z.string() });
/** An invoice charged to a kept card without its holder. */
const autopayFact = paymentFact.extend({ invoiceId: z.uuid(), tryNumber: z.number().int() });
/** A draft: not owed yet, and no number. */
const draftFact = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  totalMinor: z.number().int(),
});
const promiseFact = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  amountMinor: z.number().int(),
  dueOn: z.iso.date(),
});
const collectionFact = z.object({
  customerId: z.uuid(),
  currency: z.string(),
  amountMinor: z.number().int(),
  origin: z.string(),
});
const runFact = z.object({
  billThrough: z.iso.date(),
  invoices: z.number().int(),
  lines: z.number().int(),
  exceptions: z.number().int(),
});

/** Every fact the product can state: name → entity, version and payload. The same names travel in webhooks. */
export const catalog = {
  "platform.access": define("tenant", z.object({ reason: z.string().min(3).max(500) })),
  "tenant.created": define(
    "tenant",
    z.object({
      slug: z.string(),
      plan: z.string().nullable(),
      parentTenantId: z.uuid().nullable(),
      origin: z.enum(["platform", "reseller", "import", "seed", "signUp"]),
    }),
  ),
  "tenant.updated": define("tenant", changes),
  "tenant.statusChanged": define(
    "tenant",
    z.object({ before: z.string(), after: z.string(), reason: z.string() }),
  ),
  "tenant.planChanged": define(
    "tenant",
    z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  ),
  /** `maximum` null: unlimited; `source` plan: the agreement fell and the plan's limit holds again. */
  "tenant.limitChanged": define(
    "tenant",
    z.object({
      resource: z.string(),
      source: z.enum(["tenant", "plan"]),
      maximum: z.number().nullable(),
    }),
  ),
  "tenant.flagChanged": define(
    "tenant",
    z.object({ flag: z.string(), before: z.boolean(), after: z.boolean() }),
  ),
  "tenant.exported": define("tenant", z.object({ tables: z.number(), rows: z.number() })),
  "tenant.imported": define(
    "tenant",
    z.object({
      fromTenantId: z.uuid(),
      fromSlug: z.string(),
      /** Where the chain that it came from ended. */
      fromSeq: z.number(),
      fromHash: z.string().nullable(),
      rows: z.number(),
    }),
  ),
  "tenant.demoSeeded": define("tenant", z.object({ version: z.number() })),
  "tenant.demoWiped": define("tenant", z.object({ rows: z.number() })),
  "saasPlan.saved": define("saasPlan", changes),
  "unit.created": define("unit", z.object({ code: z.string(), name: z.string() })),
  "unit.updated": define("unit", changes),
  "unit.archived": define("unit", moved),
  "branch.created": define("branch", z.object({ code: z.string(), name: z.string() })),
  "branch.updated": define("branch", changes),
  "branch.archived": define("branch", moved),

  /** Somebody of the platform or of the reseller acts as the member until then; their name is told to the tenant apart. */
  "impersonation.started": define(
    "impersonation",
    z.object({
      membershipId: z.uuid(),
      byUserId: z.uuid(),
      byTenantId: z.uuid(),
      from: z.enum(["platform", "reseller"]),
      reason: z.string(),
      expiresAt: z.iso.datetime(),
    }),
    z.object({ byName: z.string() }),
  ),
  "impersonation.ended": define("impersonation", z.object({ reason: z.enum(["left", "revoked"]) })),

  "settings.updated": define(
    "settings",
    z.object({ module: z.string(), version: z.number() }).extend(changes.shape),
  ),
  "domain.added": define("domain", z.object({ host: z.string(), face: z.string() })),
  "domain.verified": define("domain", z.object({ host: z.string(), face: z.string() })),
  "domain.lost": define("domain", z.object({ host: z.string(), failedChecks: z.number() })),
  "domain.removed": define("domain", z.object({ host: z.string(), face: z.string() })),
  "usage.warned": define(
    "usage",
    z.object({
      resource: z.string(),
      period: z.string(),
      percent: z.union([z.literal(80), z.literal(100)]),
      used: z.number(),
      maximum: z.number(),
    }),
  ),
  "integration.created": define("integration", z.object({ vendor: z.string(), name: z.string() })),
  "integration.updated": define(
    "integration",
    z.object({ fields: z.array(z.string()), credentials: z.boolean() }),
  ),
  "integration.enabledChanged": define("integration", z.object({ enabled: z.boolean() })),
  "integration.healthChanged": define(
    "integration",
    z.object({ before: z.string(), after: z.string() }),
  ),
  "integration.removed": define("integration", z.object({ vendor: z.string(), name: z.string() })),
  "secretKey.rotated": define(
    "tenantKey",
    z.object({ keyId: z.string(), previousKeyId: z.string().nullable(), resealed: z.number() }),
  ),
  "panic.started": define(
    "panicSwitch",
    z.object({
      scope: z.string(),
      actionClass: z.string(),
      origin: z.enum(["manual", "automatic"]),
      reason: z.string(),
      holdUntil: z.iso.datetime(),
    }),
  ),
  "panic.probeFailed": define("panicSwitch", z.object({ holdUntil: z.iso.datetime() })),
  "panic.ended": define(
    "panicSwitch",
    z.object({ how: z.enum(["manual", "forced", "probe"]), reason: z.string().nullable() }),
  ),
  "panic.commandHeld": define(
    "panicHeld",
    z.object({ switchId: z.uuid(), actionClass: z.string(), jobName: z.string() }),
  ),
  "panic.commandReleased": define("panicHeld", z.object({ jobName: z.string() })),
  "panic.commandDropped": define("panicHeld", z.object({ jobName: z.string() })),
  "session.created": define(
    "session",
    z.object({
      membershipId: z.uuid().nullable(),
      customerId: z.uuid().nullable(),
      audience: z.enum(["staff", "customer", "platform"]),
      /** How the person proved who they are, in order. */
      methods: z.array(z.enum(SIGN_IN_METHODS)),
    }),
    z.object({ ip: z.string().nullable(), userAgent: z.string().nullable() }),
  ),
  "session.revoked": define(
    "session",
    z.object({
      /** `revokedByStaff`: by a manager or from the security log; `rotated`: its rights changed. */
      reason: z.enum(["signedOut", "revoked", "revokedByStaff", "passwordChanged", "rotated"]),
    }),
  ),
  /** Somebody was asked to join. */
  "invitation.created": define(
    "invitation",
    z.object({
      role: z.string(),
      customRoleId: z.uuid().nullable(),
      by: z.enum(["email", "phone"]),
    }),
    z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }),
  ),
  "invitation.resent": define("invitation", z.object({})),
  "invitation.revoked": define("invitation", z.object({})),
  "invitation.accepted": define("invitation", z.object({ membershipId: z.uuid() })),
  "member.joined": define(
    "member",
    z.object({
      role: z.string(),
      customRoleId: z.uuid().nullable(),
      teamId: z.uuid().nullable(),
      via: z.enum(["invitation"]),
    }),
  ),
  "member.roleChanged": define("member", changes),
  "member.teamChanged": define("member", changes),
  "member.updated": define("member", z.object({ fields: z.array(z.string()) })),
  "member.disabled": define("member", z.object({ sessions: z.number().int() })),
  "member.enabled": define("member", z.object({})),
  "member.sessionsEnded": define("member", z.object({ sessions: z.number().int() })),
  "member.viewedAs": define(
    "member",
    z.object({ role: z.string().nullable(), customRoleId: z.uuid().nullable() }),
  ),
  "member.passwordResetStarted": define("member", z.object({})),
  /** By the member themself. */
  "member.passwordChanged": define("member", z.object({})),
  "member.profileChanged": define("member", z.object({ locale: z.string() })),
  /** By what a member proves who they are. */
  "factor.added": define(
    "member",
    z.object({ factor: z.enum(["totp", "recoveryCodes", "passkey"]) }),
  ),
  "factor.removed": define("member", z.object({ factor: z.enum(["totp", "passkey"]) })),
  /** A member's account at an OIDC provider, by which they may sign in. */
  "identity.linked": define("member", z.object({ issuer: z.string() })),
  "identity.unlinked": define("member", z.object({ issuer: z.string() })),
  "member.passwordReset": define("member", z.object({})),
  "customRole.created": define(
    "customRole",
    z.object({ name: z.string(), basedOn: z.string(), grants: z.record(z.string(), z.string()) }),
  ),
  "customRole.updated": define("customRole", changes),
  "customRole.archived": define("customRole", z.object({ moved: z.number().int() })),
  "team.created": define("team", z.object({ name: z.string() })),
  "team.renamed": define("team", z.object({ before: z.string(), after: z.string() })),
  "team.deleted": define("team", z.object({ name: z.string() })),
  "accessReview.exported": define(
    "accessReview",
    z.object({ members: z.number().int(), keys: z.number().int() }),
  ),
  "securityEntry.reviewed": define(
    "securityEntry",
    z.object({ kind: z.string(), outcome: z.enum(["expected", "revoked"]) }),
  ),
  /** Wrong passwords for one account from one address slow down; stated every fifth time. */
  "signIn.delayed": define("signInAttempt", z.object({ failures: z.number().int() })),
  "apiKey.created": define(
    "apiKey",
    z.object({ prefix: z.string(), scopes: z.array(z.string()), expiresAt: z.string().nullable() }),
  ),
  "apiKey.updated": define("apiKey", changes),
  "apiKey.rotated": define(
    "apiKey",
    z.object({ replacedBy: z.uuid(), worksUntil: z.iso.datetime() }),
  ),
  "apiKey.revoked": define("apiKey", z.object({})),
  "job.failed": define(
    "job",
    z.object({ deadLetterId: z.uuid(), name: z.string(), attempts: z.int(), code: z.string() }),
  ),
  "job.replayed": define("job", z.object({ deadLetterId: z.uuid(), name: z.string() })),
  "job.dismissed": define("job", z.object({ deadLetterId: z.uuid(), name: z.string() })),
  /** A schedule came round for the tenant; `period` is its local day or the tick's instant. */
  "schedule.ticked": define("schedule", z.object({ schedule: z.string(), period: z.string() })),
  /** The nightly verification found that the chain was altered. */
  "audit.chain.broken": define(
    "auditVerification",
    z.object({ problems: z.number().int(), firstSeq: z.number().int().nullable() }),
  ),
  "audit.exported": define(
    "auditExport",
    z.object({ fromSeq: z.number().int(), afterSeq: z.number().int() }),
  ),
  "audit.personalData.erased": define("event", z.object({ reason: z.string() })),
  "webhook.endpoint.created": define(
    "webhookEndpoint",
    z.object({ host: z.string(), eventNames: z.array(z.string()) }),
  ),
  "webhook.endpoint.updated": define("webhookEndpoint", z.object({ fields: z.array(z.string()) })),
  "webhook.endpoint.secretRotated": define(
    "webhookEndpoint",
    z.object({ previousExpiresAt: z.iso.datetime() }),
  ),
  "webhook.endpoint.paused": define("webhookEndpoint", z.object({})),
  "webhook.endpoint.resumed": define("webhookEndpoint", z.object({})),
  "webhook.endpoint.disabled": define(
    "webhookEndpoint",
    z.object({ reason: z.enum(["gone", "failing"]), failingSince: z.string().nullable() }),
  ),
  "webhook.endpoint.deleted": define("webhookEndpoint", z.object({})),
  "webhook.test.requested": define("webhookEndpoint", z.object({ message: z.string() })),
  "webhook.deliveries.replayed": define(
    "webhookEndpoint",
    z.object({ deliveries: z.number().int(), since: z.string().nullable() }),
  ),
  /** To whom stands as an id, never as an address. */
  /** Staff let a customer into the portal or keep them out. */
  "portal.accessChanged": define("customer", z.object({ allowed: z.boolean() })),
  "portal.linkSent": define("customer", z.object({})),
  /** By the customer; which fields, never their content. */
  "portal.profileChanged": define("customer", z.object({ fields: z.array(z.string()) })),
  /** Somebody asked by hand or from outside for a message to a customer. */
  "message.asked": define(
    "message",
    z.object({ template: z.string(), channel: z.string(), customerId: z.uuid() }),
  ),
  "message.sent": define(
    "message",
    z.object({
      template: z.string(),
      channel: z.enum(["whatsapp", "sms", "email", "console"]),
      membershipId: z.uuid().nullable(),
      customerId: z.uuid().nullable(),
    }),
  ),
  "message.failed": define(
    "message",
    z.object({
      template: z.string(),
      reason: z.enum(MESSAGE_REASONS),
      /** By which channel; null: none was chosen yet. */
      channel: z.string().nullable().default(null),
      /** Another channel is tried. */
      next: z.boolean().default(false),
      membershipId: z.uuid().nullable(),
      customerId: z.uuid().nullable(),
    }),
  ),
  /** The vendor says that it reached the person. */
  "message.delivered": define(
    "message",
    z.object({ template: z.string(), channel: z.string(), customerId: z.uuid().nullable() }),
  ),
  /** The vendor says that the person opened it; who hides that is never said to have read. */
  "message.read": define(
    "message",
    z.object({ template: z.string(), channel: z.string(), customerId: z.uuid().nullable() }),
  ),
  "notificationPolicy.saved": define(
    "notificationPolicy",
    z.object({
      ...{ event: z.string(), audience: z.string(), enabled: z.boolean() },
      channels: z.array(z.string()),
    }),
  ),
  "notificationPolicy.reset": define(
    "notificationPolicy",
    z.object({ event: z.string(), audience: z.string() }),
  ),
  /** `cap` null: none. */
  "messageBudget.set": define(
    "messageBudget",
    z.object({
      ...{ channel: z.string(), month: z.iso.date(), currency: z.string() },
      cap: z.string().nullable(),
    }),
  ),
  "notification.created": define(
    "notification",
    z.object({ kind: z.string(), members: z.number().int() }),
  ),
  "template.saved": define(
    "template",
    z.object({
      template: z.string(),
      channel: z.string(),
      locale: z.string(),
      version: z.number().int(),
      /** The version whose words it brings back. */
      restored: z.number().int().nullable(),
    }),
  ),
  "template.reset": define(
    "template",
    z.object({ template: z.string(), channel: z.string(), locale: z.string() }),
  ),
  "file.uploaded": define(
    "file",
    z.object({ mediaType: z.string(), sizeBytes: z.number().int(), sha256: z.string() }),
    z.object({ name: z.string() }),
  ),
  "file.deleted": define("file", z.object({ sizeBytes: z.number().int() })),
  "task.started": define("task", z.object({ kind: z.string(), total: z.number().int() })),
  "task.finished": define(
    "task",
    z.object({
      kind: z.string(),
      status: z.string(),
      done: z.number().int(),
      failed: z.number().int(),
      total: z.number().int(),
    }),
  ),
  "task.undoStarted": define("task", z.object({ kind: z.string(), rows: z.number().int() })),
  "customer.created": define(
    "customer",
    z.object({
      number: z.number().int(),
      kind: z.enum(["person", "company"]),
      origin: z.enum(["staff", "api", "import", "seed"]),
    }),
    z.object({ name: z.string() }),
  ),
  /** Names of the fields; what stood in them is personal. */
  "customer.updated": define(
    "customer",
    z.object({ fields: z.array(z.string()) }),
    z.object({
      before: z.record(z.string(), z.unknown()),
      after: z.record(z.string(), z.unknown()),
    }),
  ),
  "customer.archived": define("customer", z.object({ taskId: z.uuid().nullable() })),
  "customer.restored": define("customer", z.object({ taskId: z.uuid().nullable() })),
  "customer.exported": define("customer", z.object({ rows: z.number().int() })),
  /** What stands in them is personal: the payload says which row. */
  "customer.contactAdded": define("customer", z.object({ contactId: z.uuid() })),
  "customer.contactUpdated": define("customer", z.object({ contactId: z.uuid() })),
  "customer.contactRemoved": define("customer", z.object({ contactId: z.uuid() })),
  "customer.addressAdded": define("customer", z.object({ addressId: z.uuid() })),
  "customer.addressUpdated": define("customer", z.object({ addressId: z.uuid() })),
  "customer.addressRemoved": define("customer", z.object({ addressId: z.uuid() })),
  "customer.identityAdded": define("customer", identityFact, z.object({ value: z.string() })),
  "customer.identityRemoved": define("customer", identityFact, z.object({ value: z.string() })),
  "customer.noteAdded": define("customer", z.object({ noteId: z.uuid() })),
  "customer.noteUpdated": define("customer", z.object({ noteId: z.uuid(), pinned: z.boolean() })),
  "customer.noteRemoved": define("customer", z.object({ noteId: z.uuid() })),
  "customer.fileAdded": define("customer", z.object({ fileId: z.uuid() })),
  "customer.fileRemoved": define("customer", z.object({ fileId: z.uuid() })),
  "customer.tagsChanged": define(
    "customer",
    z.object({ added: z.array(z.uuid()), removed: z.array(z.uuid()) }),
  ),
  /** Public addresses to pay under that open nothing any more. */
  "customer.payLinksRevoked": define("customer", z.object({ count: z.number().int() })),
  /** Of the one who stays; `rows` moved to it. */
  "customer.merged": define(
    "customer",
    z.object({ mergeId: z.uuid(), absorbedId: z.uuid(), rows: z.number().int() }),
  ),
  "customer.unmerged": define(
    "customer",
    z.object({ mergeId: z.uuid(), absorbedId: z.uuid(), rows: z.number().int() }),
  ),
  "customer.toldApart": define("customer", z.object({ otherId: z.uuid() })),
  "customer.notToldApart": define("customer", z.object({ otherId: z.uuid() })),
  "tag.created": define("tag", z.object({ name: z.string() })),
  "tag.updated": define("tag", changes),
  "tag.deleted": define("tag", z.object({ name: z.string(), customers: z.number().int() })),
  "customField.created": define(
    "customField",
    z.object({ entity: z.string(), key: z.string(), type: z.string() }),
  ),
  "customField.updated": define("customField", changes),
  "customField.archived": define("customField", z.object({ key: z.string() })),
  "customField.restored": define("customField", z.object({ key: z.string() })),
  "customField.reordered": define("customField", z.object({ keys: z.array(z.string()) })),
  "catalogItem.created": define(
    "catalogItem",
    z.object({
      code: z.string(),
      kind: z.string(),
      origin: z.enum(["staff", "api", "import", "seed"]),
    }),
  ),
  "catalogItem.updated": define("catalogItem", changes),
  /** `services` go on with it. */
  "catalogItem.archived": define(
    "catalogItem",
    z.object({ services: z.number().int(), taskId: z.uuid().nullable() }),
  ),
  "catalogItem.restored": define("catalogItem", z.object({ taskId: z.uuid().nullable() })),
  "priceBook.created": define("priceBook", z.object({ name: z.string(), currency: z.string() })),
  "priceBook.updated": define("priceBook", changes),
  /** What an item costs from a day on; `previous` is what it replaces or follows. */
  "price.set": define("catalogItem", priceFact.extend({ previous: z.string().nullable() })),
  /** A coming price, or the one of a change that was undone. */
  "price.removed": define("catalogItem", priceFact),
  "taxClass.created": define("taxClass", z.object({ code: z.string(), name: z.string() })),
  "taxClass.updated": define("taxClass", changes),
  "taxRate.set": define("taxClass", taxRateFact.extend({ previous: z.string().nullable() })),
  "taxRate.removed": define("taxClass", taxRateFact),
  "fxRate.set": define("fxRate", fxRateFact.extend({ previous: z.string().nullable() })),
  "fxRate.removed": define("fxRate", fxRateFact),
  "service.created": define(
    "service",
    z.object({
      number: z.number().int(),
      customerId: z.uuid(),
      itemId: z.uuid(),
      origin: z.enum(["staff", "api", "import", "seed"]),
    }),
  ),
  "service.updated": define("service", changes),
  /** To another of the customer's addresses; what they say is personal. */
  "service.moved": define(
    "service",
    serviceFact.extend({ fromAddressId: z.uuid().nullable(), toAddressId: z.uuid().nullable() }),
    z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  ),
  "service.activated": define("service", serviceFact.extend({ startedOn: z.iso.date() })),
  /** A reason to hold it came or went; `desired` is what follows from all of them. */
  "service.holdPlaced": define(
    "service",
    serviceFact.extend({ reason: z.string(), holds: z.array(z.string()), desired: z.string() }),
  ),
  "service.holdLifted": define(
    "service",
    serviceFact.extend({ reason: z.string(), holds: z.array(z.string()), desired: z.string() }),
  ),
  "service.suspendRequested": define("service", serviceFact.extend({ holds: z.array(z.string()) })),
  /** The enforcement was read back: it is off. */
  "service.suspended": define("service", enforced),
  "service.reconnectRequested": define("service", serviceFact),
  /** The enforcement was read back: it is on again. */
  "service.reconnected": define("service", enforced),
  "service.enforcementFailed": define(
    "service",
    serviceFact.extend({ commandId: z.uuid(), attempts: z.number().int(), error: z.string() }),
  ),
  /** Where a service is on the network was said or changed. */
  "service.accessSet": define(
    "service",
    serviceFact.extend({ routerId: z.uuid(), method: z.string(), fields: z.array(z.string()) }),
  ),
  /** A router's row that somebody made by hand is its own from now on. */
  "service.rowAdopted": define(
    "service",
    serviceFact.extend({ routerId: z.uuid(), menu: z.string() }),
  ),
  "service.adoptionUndone": define(
    "service",
    serviceFact.extend({ routerId: z.uuid(), menu: z.string() }),
  ),
  /** It was paid, and the network was not seen to let it in again for too long. */
  "service.paidButCut": define(
    "service",
    serviceFact.extend({ commandId: z.uuid(), minutes: z.number(), error: z.string().nullable() }),
  ),
  "router.created": define("router", z.object({ name: z.string() })),
  "router.updated": define("router", z.object({ fields: z.array(z.string()) })),
  "router.removed": define("router", z.object({ name: z.string() })),
  "router.checked": define(
    "router",
    z.object({ ok: z.boolean(), failed: z.array(z.string()), version: z.string() }),
  ),
  "router.offline": define("router", z.object({ reason: z.string() })),
  "router.online": define("router", z.object({})),
  "router.reconciled": define(
    "router",
    z.object({
      runId: z.uuid(),
      done: z.number().int(),
      failed: z.number().int(),
      approved: z.boolean(),
    }),
  ),
  /** More cuts than a router may get within an hour: held until a person lets them through. */
  "router.cutsStopped": define(
    "router",
    z.object({
      held: z.number().int(),
      asked: z.number().int(),
      cap: z.number().int(),
      services: z.number().int(),
    }),
  ),
  "router.cutsReleased": define(
    "router",
    z.object({ released: z.number().int(), reason: z.string() }),
  ),
  /** What did not go through was asked for again by a person; on one router, or on all. */
  "router.commandsReplayed": define(
    "router",
    z.object({ replayed: z.number().int(), reason: z.string() }),
  ),
  "router.rowsAdopted": define("router", z.object({ runId: z.uuid(), rows: z.number().int() })),
  /** Left alone for good, or offered again. */
  "router.rowsSkipped": define(
    "router",
    z.object({ runId: z.uuid(), rows: z.number().int(), skipped: z.boolean() }),
  ),
  "router.adoptionsUndone": define("router", z.object({ rows: z.number().int() })),
  "router.backupChanged": define(
    "router",
    z.object({ backupId: z.uuid(), added: z.number().int(), removed: z.number().int() }),
  ),
  "service.planChanged": define(
    "service",
    serviceFact.extend({
      fromItemId: z.uuid(),
      toItemId: z.uuid(),
      onDay: z.iso.date(),
      when: z.enum(["now", "periodEnd"]),
    }),
  ),
  /** A customer wishes for another plan; staff decide. */
  "service.planChangeAsked": define(
    "service",
    serviceFact.extend({ fromItemId: z.uuid(), toItemId: z.uuid() }),
  ),
  "service.paused": define("service", serviceFact.extend({ until: z.iso.date().nullable() })),
  "service.resumed": define("service", serviceFact),
  "service.terminated": define(
    "service",
    serviceFact.extend({ onDay: z.iso.date(), reason: z.string() }),
  ),
  "service.cancelled": define("service", serviceFact.extend({ reason: z.string() })),
  "service.chargeAdded": define("service", chargeFact),
  "service.chargeCancelled": define("service", z.object({ chargeId: z.uuid() })),
  "customer.chargeAdded": define("customer", chargeFact),
  "customer.chargeCancelled": define("customer", z.object({ chargeId: z.uuid() })),
  /** A late or reconnection fee was forgiven before it was billed. */
  "customer.feeWaived": define(
    "customer",
    z.object({
      chargeId: z.uuid(),
      kind: z.string(),
      amount: z.string(),
      currency: z.string(),
      reason: z.string(),
    }),
  ),
  /** What customers owe left as a file. */
  "receivables.exported": define(
    "tenant",
    z.object({ asOf: z.iso.date(), by: z.string(), rows: z.number().int() }),
  ),
  "invoice.drafted": define("invoice", draftFact),
  "invoice.draftChanged": define("invoice", draftFact),
  "invoice.draftDeleted": define("invoice", draftFact),
  "invoice.approved": define("invoice", draftFact),
  "invoice.created": define("invoice", invoiceFact),
  "invoice.overdue": define("invoice", invoiceFact.extend({ daysOverdue: z.number().int() })),
  "invoice.paid": define("invoice", invoiceFact),
  /** Open again: a payment bounced, was refunded or taken back. */
  "invoice.reopened": define("invoice", invoiceFact.extend({ reason: z.string() })),
  "invoice.voided": define("invoice", invoiceFact.extend({ reason: z.string() })),
  "invoice.writtenOff": define(
    "invoice",
    invoiceFact.extend({ amountMinor: z.number().int(), reason: z.string() }),
  ),
  "creditNote.issued": define(
    "creditNote",
    z.object({
      customerId: z.uuid(),
      invoiceId: z.uuid().nullable(),
      number: z.string(),
      currency: z.string(),
      totalMinor: z.number().int(),
      reason: z.string(),
    }),
  ),
  /** Taken back as if it had not been issued; what it had paid of its invoice is owed again. */
  "creditNote.voided": define(
    "creditNote",
    z.object({
      customerId: z.uuid(),
      invoiceId: z.uuid().nullable(),
      number: z.string(),
      currency: z.string(),
      totalMinor: z.number().int(),
      reason: z.string(),
    }),
  ),
  "payment.received": define(
    "payment",
    z.object({
      customerId: z.uuid(),
      method: z.string(),
      provider: z.string(),
      receipt: z.string(),
      currency: z.string(),
      amountMinor: z.number().int(),
      unallocatedMinor: z.number().int(),
      invoiceIds: z.array(z.uuid()),
    }),
  ),
  "payment.verified": define("payment", paymentFact),
  "cashShift.opened": define(
    "cashShift",
    z.object({ register: z.string(), currency: z.string(), floatMinor: z.number().int() }),
  ),
  "cashShift.moved": define(
    "cashShift",
    z.object({
      kind: z.string(),
      currency: z.string(),
      amountMinor: z.number().int(),
      reason: z.string(),
    }),
  ),
  "cashShift.closed": define(
    "cashShift",
    z.object({
      differences: z.array(z.object({ currency: z.string(), differenceMinor: z.number().int() })),
    }),
  ),
  "cashShift.approved": define("cashShift", z.object({})),
  "cashShift.returned": define("cashShift", z.object({ reason: z.string() })),
  "paymentProof.submitted": define("paymentProof", paymentFact.extend({ source: z.string() })),
  "paymentProof.approved": define("paymentProof", paymentFact.extend({ paymentId: z.uuid() })),
  "paymentProof.rejected": define("paymentProof", paymentFact.extend({ reason: z.string() })),
  "bankAccount.added": define("bankAccount", z.object({ name: z.string(), currency: z.string() })),
  "bankStatement.taken": define(
    "bankAccount",
    z.object({
      currency: z.string(),
      rows: z.number().int(),
      taken: z.number().int(),
      known: z.number().int(),
      certain: z.number().int(),
    }),
  ),
  /** `how`: posted to a customer, by a proof that waited, or it is a payment that stood already. */
  "bankMovement.matched": define(
    "bankMovement",
    z.object({
      customerId: z.uuid(),
      paymentId: z.uuid(),
      proofId: z.uuid().nullable(),
      how: z.enum(["customer", "proof", "payment"]),
      confidence: z.string(),
    }),
  ),
  "bankMovement.ignored": define("bankMovement", z.object({ reason: z.string() })),
  /** It waits again: its payment was taken back, or it is not what was said. */
  "bankMovement.freed": define("bankMovement", z.object({ paymentId: z.uuid().nullable() })),
  /** Money of the customer's credit that went to invoices, or came back from them. */
  "payment.allocated": define(
    "payment",
    paymentFact.extend({ invoiceIds: z.array(z.uuid()), automatic: z.boolean() }),
  ),
  "payment.takenBack": define(
    "payment",
    paymentFact.extend({ invoiceIds: z.array(z.uuid()), reason: z.string() }),
  ),
  "creditNote.refunded": define(
    "creditNote",
    paymentFact.extend({ method: z.string(), reason: z.string() }),
  ),
  "deposit.taken": define("deposit", paymentFact),
  "deposit.applied": define("deposit", paymentFact.extend({ invoiceId: z.uuid() })),
  "deposit.refunded": define(
    "deposit",
    paymentFact.extend({ method: z.string(), reason: z.string() }),
  ),
  /** The nightly proof found that the books disagree with themselves. */
  "ledger.broken": define(
    "ledgerProof",
    z.object({ problems: z.array(z.object({ what: z.string(), count: z.number().int() })) }),
  ),
  "payment.bounced": define("payment", paymentFact.extend({ reason: z.string() })),
  /** A card that the gateway keeps; what charges it is in no fact. */
  "paymentMethod.saved": define("paymentMethod", cardFact),
  "paymentMethod.removed": define("paymentMethod", cardFact),
  "paymentMethod.expired": define("paymentMethod", cardFact),
  /** The bank will never let it be charged. */
  "paymentMethod.refused": define("paymentMethod", cardFact),
  /** What charged it is nowhere any more; `atGateway` false: here, but the gateway cannot or would not be told. */
  "paymentMethod.forgotten": define(
    "paymentMethod",
    cardFact.extend({ atGateway: z.boolean(), reason: z.string() }),
  ),
  "autopay.turnedOn": define(
    "autopay",
    z.object({
      customerId: z.uuid(),
      methodId: z.uuid(),
      /** Of the words that were agreed to. */
      version: z.string(),
      channel: z.string(),
    }),
  ),
  "autopay.turnedOff": define("autopay", z.object({ customerId: z.uuid(), why: z.string() })),
  "autopay.charged": define("paymentMethod", autopayFact),
  "autopay.failed": define(
    "paymentMethod",
    /** `retryOn` null: it is not tried again. */
    autopayFact.extend({ reason: z.string(), retryOn: z.iso.date().nullable() }),
  ),
  /** Asked back from the gateway; `payment.refunded` says that it went. */
  "payment.refundAsked": define(
    "payment",
    paymentFact.extend({ provider: z.string(), reason: z.string() }),
  ),
  "payment.refundFailed": define(
    "payment",
    paymentFact.extend({ provider: z.string(), failure: z.string() }),
  ),
  "payment.refunded": define(
    "payment",
    paymentFact.extend({ refundedMinor: z.number().int(), reason: z.string() }),
  ),
  "dunning.stepTaken": define(
    "invoice",
    z.object({
      customerId: z.uuid(),
      number: z.string(),
      serviceId: z.uuid().nullable(),
      step: z.string(),
      kind: z.string(),
      /** From the due date; below zero: before it. */
      days: z.number().int(),
    }),
  ),
  /** Somebody had the ladder look at everybody before its hour. */
  "dunning.runAsked": define("tenant", z.object({})),
  "dunning.runForCustomer": define("customer", z.object({ steps: z.number().int() })),
  "dunningPolicy.created": define("dunningPolicy", z.object({ name: z.string() })),
  "dunningPolicy.updated": define("dunningPolicy", changes),
  "dunningPolicy.archived": define("dunningPolicy", z.object({ name: z.string() })),
  "dunningPolicy.assigned": define(
    "dunningPolicy",
    z.object({ customers: z.number().int(), items: z.number().int() }),
  ),
  "dunningBlackout.added": define(
    "dunningBlackout",
    z.object({ fromDay: z.iso.date(), toDay: z.iso.date(), kind: z.string() }),
  ),
  "dunningBlackout.removed": define(
    "dunningBlackout",
    z.object({ fromDay: z.iso.date(), toDay: z.iso.date(), kind: z.string() }),
  ),
  "promise.granted": define("promise", promiseFact),
  "promise.kept": define("promise", promiseFact),
  "promise.broken": define("promise", promiseFact),
  "promise.cancelled": define("promise", promiseFact),
  "collectionTask.created": define("collectionTask", collectionFact),
  "collectionTask.updated": define("collectionTask", changes),
  "collectionTask.closed": define("collectionTask", collectionFact.extend({ outcome: z.string() })),
  "billingRun.planned": define("billingRun", runFact),
  "billingRun.approved": define("billingRun", runFact),
  "billingRun.posted": define("billingRun", runFact),
  "billingRun.cancelled": define("billingRun", runFact),
  "billingRun.failed": define("billingRun", runFact.extend({ error: z.string() })),
  "view.shared": define("savedView", z.object({ list: z.string() })),
} as const;

export { changes };

export type EventName = keyof typeof catalog;
export type EventPayload<N extends EventName> = z.input<(typeof catalog)[N]["payload"]>;
