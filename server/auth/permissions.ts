// oxlint-disable max-lines -- a table, read by its names
import type { Role } from "@/server/tenancy/context";
import type { Scope } from "./grants";

type Permission = {
  /** What it lets a person do, in English; screens translate by the action's name. */
  description: string;
  /** Fixed roles that hold it; platform actions have none. */
  roles: readonly Role[];
  /** May an API key be given it as a scope? */
  apiKey: boolean;
  /** Its rows have owners, so a role may hold it for *own* or *team* rows only; a role that is absent holds it for all. */
  reach?: Partial<Record<Role, Scope>>;
  /** Its rows have owners: a custom role may hold it for *own* or *team* rows only. */
  reachable?: true;
  /** A change under it asks for a recent proof of who one is (password, code or passkey again). */
  stepUp?: true;
  /** Nobody who impersonates a member may do it: secrets, factors, people, money's destination. */
  neverImpersonated?: true;
};

const everyone = ["owner", "admin", "agent", "finance", "technician"] as const;
const managers = ["owner", "admin"] as const;
const nobody = [] as const;

/** The one table of what can be done, and by whom. A procedure or verb names one of these actions. */
export const permissions = {
  "tenant.read": {
    description: "See the company's own data and plan",
    roles: everyone,
    apiKey: true,
  },
  "tenant.update": {
    description: "Change the company's name, zone, currency and language",
    roles: managers,
    apiKey: false,
  },
  "tenant.wipeDemo": {
    description: "Wipe the demo data of a demo company",
    roles: ["owner"],
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "settings.read": { description: "See settings", roles: managers, apiKey: false },
  "settings.manage": { description: "Change settings", roles: managers, apiKey: false },
  "domain.read": { description: "See own domains", roles: managers, apiKey: false },
  "domain.manage": {
    description: "Add, verify and remove own domains",
    roles: managers,
    apiKey: false,
  },
  "usage.read": {
    description: "See limits and usage",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
  },
  "reseller.read": {
    description: "See child tenants and their totals",
    roles: managers,
    apiKey: false,
  },
  "reseller.manage": {
    description: "Create child tenants and set their limits",
    roles: ["owner"],
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "reseller.enter": {
    description: "Enter a child tenant for a stated reason and a limited time",
    roles: ["owner"],
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "member.read": { description: "See who works here", roles: managers, apiKey: true },
  "member.manage": {
    description: "Invite people, change their role, disable them, end their sessions",
    roles: managers,
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "role.manage": {
    description: "Make and change custom roles, look through another role's eyes",
    roles: managers,
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "security.read": { description: "See the security log", roles: managers, apiKey: false },
  "security.manage": {
    description: "Review the security log and revoke what looks wrong",
    roles: managers,
    apiKey: false,
  },
  "signInMethod.manage": {
    description: "Choose how each role may sign in",
    roles: managers,
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "unit.read": { description: "See business units and branches", roles: everyone, apiKey: true },
  "unit.manage": {
    description: "Create and change business units and branches",
    roles: managers,
    apiKey: false,
  },
  "brand.manage": { description: "Change logo and colours", roles: managers, apiKey: false },
  "template.read": { description: "See templates of messages", roles: managers, apiKey: false },
  "template.manage": {
    description: "Change templates of messages and documents",
    roles: managers,
    apiKey: false,
  },
  "view.share": {
    description: "Share a saved view with everybody",
    roles: ["owner", "admin", "finance"],
    apiKey: false,
  },
  "view.manage": {
    description: "Keep own views of lists",
    roles: everyone,
    apiKey: false,
  },
  "task.manage": {
    description: "See, stop and undo long tasks",
    roles: everyone,
    apiKey: false,
    reach: { agent: "own", finance: "own", technician: "own" },
  },
  "customer.read": {
    description: "See customers",
    roles: everyone,
    apiKey: true,
    reach: { technician: "team" },
    reachable: true,
  },
  "customer.manage": {
    description: "Create and change customers",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
    reachable: true,
  },
  "customer.import": {
    description: "Import customers from a file",
    roles: managers,
    apiKey: false,
  },
  "customer.export": {
    description: "Export customers",
    roles: ["owner", "admin", "finance"],
    apiKey: false,
    stepUp: true,
    reachable: true,
  },
  "customerField.manage": {
    description: "Change the tenant's own fields and tags of customers",
    roles: managers,
    apiKey: false,
  },
  "customer.merge": {
    description: "Merge two customers that are one, and take it back",
    roles: managers,
    apiKey: false,
  },
  "catalog.read": {
    description: "See plans, services, products and prices",
    roles: everyone,
    apiKey: true,
  },
  "catalog.manage": {
    description: "Change plans, price books, taxes and exchange rates",
    roles: managers,
    apiKey: true,
  },
  "service.read": {
    description: "See customers' services",
    roles: everyone,
    apiKey: true,
    reach: { technician: "team" },
    reachable: true,
  },
  "service.manage": {
    description: "Create services, change their plan, pause and end them",
    roles: ["owner", "admin", "agent"],
    apiKey: true,
    reachable: true,
  },
  "service.suspend": {
    description: "Hold and release services by hand",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
    reachable: true,
  },
  "service.enforce": {
    description: "See and settle what the enforcement was asked to do",
    roles: ["owner", "admin", "technician"],
    apiKey: true,
  },
  "router.read": {
    description: "See routers, their health and who is connected",
    roles: ["owner", "admin", "technician"],
    apiKey: true,
  },
  "router.manage": {
    description: "Add routers, change how they are reached, put services on them",
    roles: managers,
    apiKey: false,
  },
  "router.reconcile": {
    description: "Compare routers with what they should hold, and mend or adopt rows",
    roles: managers,
    apiKey: false,
    stepUp: true,
  },
  "invoice.read": {
    description: "See invoices, credit notes, balances and statements",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
    reachable: true,
  },
  "invoice.manage": {
    description: "Draft and issue invoices, add charges",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
  },
  "invoice.void": {
    description: "Void invoices, write debts off",
    roles: ["owner", "finance"],
    apiKey: false,
    stepUp: true,
  },
  "creditNote.manage": {
    description: "Issue credit notes",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
  },
  "creditNote.void": {
    description: "Void credit notes",
    roles: ["owner", "finance"],
    apiKey: false,
    stepUp: true,
  },
  "billingRun.read": {
    description: "See billing runs",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
  },
  "billingRun.manage": {
    description: "Preview, approve and stop billing runs",
    roles: ["owner", "finance"],
    apiKey: false,
  },
  "billingPolicy.manage": {
    description: "Change rules of billing, series of numbers and ladders",
    roles: ["owner", "admin", "finance"],
    apiKey: false,
  },
  "payment.read": {
    description: "See payments",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
    reachable: true,
  },
  "payment.record": {
    description: "Record payments received by hand and allocate them",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
  },
  "payment.refund": {
    description: "Give money back, mark payments as bounced",
    roles: ["owner", "finance"],
    apiKey: false,
    stepUp: true,
  },
  "autopay.manage": {
    description: "Remove customers' kept cards, switch automatic payment on and off for them",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: false,
  },
  "proof.review": {
    description: "Review proofs of payment, approve or reject them",
    roles: ["owner", "admin", "finance"],
    apiKey: true,
    reachable: true,
  },
  "bank.match": {
    description: "Bring bank statements and say whose money their lines are",
    roles: ["owner", "admin", "finance"],
    apiKey: false,
  },
  "cash.keep": {
    description: "Keep a till: open and close one's own shift, see shifts",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: false,
    reach: { agent: "own" },
    reachable: true,
  },
  "cash.supervise": {
    description: "Approve counted shifts or give them back",
    roles: ["owner", "admin", "finance"],
    apiKey: false,
  },
  "collection.read": {
    description: "See collection tasks and who would be cut",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
    reachable: true,
  },
  "collection.manage": {
    description: "Work on collection tasks, grant promises to pay",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
    reachable: true,
  },
  "message.read": {
    description: "See messages to customers and their fate",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
  },
  "message.send": {
    description: "Send messages to customers by hand",
    roles: ["owner", "admin", "agent", "finance"],
    apiKey: true,
  },
  "notificationPolicy.manage": {
    description: "Change what is told to whom, when, by which channel and for how much",
    roles: managers,
    apiKey: false,
  },
  "apiKey.read": { description: "See API keys", roles: managers, apiKey: false },
  "apiKey.manage": {
    description: "Create and revoke API keys",
    roles: managers,
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "event.read": { description: "See the timeline and live updates", roles: everyone, apiKey: true },
  "audit.read": {
    description: "See the audit log and its verification",
    roles: managers,
    apiKey: true,
  },
  "audit.erase": {
    description: "Erase the personal data of a fact for good",
    roles: ["owner"],
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "audit.export": {
    description: "Export the audit log",
    roles: ["owner"],
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "webhook.read": {
    description: "See webhook endpoints and deliveries",
    roles: managers,
    apiKey: true,
  },
  "webhook.manage": {
    description: "Create, change, test and replay webhooks",
    roles: managers,
    apiKey: true,
    neverImpersonated: true,
  },
  "integration.read": {
    description: "See integrations and their health",
    roles: managers,
    apiKey: false,
  },
  "integration.manage": {
    description: "Connect, change and remove integrations",
    roles: managers,
    apiKey: false,
    stepUp: true,
    neverImpersonated: true,
  },
  "panic.read": {
    description: "See panic switches and what they hold",
    roles: managers,
    apiKey: false,
  },
  "panic.manage": {
    description: "Switch panic on and off, release or drop what was held",
    roles: managers,
    apiKey: false,
  },
  "job.read": { description: "See failed jobs", roles: managers, apiKey: false },
  "job.manage": { description: "Replay or dismiss failed jobs", roles: managers, apiKey: false },
  "file.read": { description: "Open files", roles: everyone, apiKey: true },
  "file.upload": { description: "Upload files", roles: everyone, apiKey: true },
  "file.delete": { description: "Delete files", roles: managers, apiKey: true },
  "platform.tenant.read": { description: "See every tenant", roles: nobody, apiKey: false },
  "platform.tenant.manage": {
    description: "Create, suspend and change tenants",
    roles: nobody,
    apiKey: false,
    stepUp: true,
  },
  "platform.usage.read": {
    description: "See what every tenant uses",
    roles: nobody,
    apiKey: false,
  },
  "platform.impersonate": {
    description: "Act as a member of a tenant, for a stated reason and a limited time",
    roles: nobody,
    apiKey: false,
    stepUp: true,
  },
  "platform.plan.manage": {
    description: "Change SaaS plans and limits",
    roles: nobody,
    apiKey: false,
  },
  "platform.flag.manage": { description: "Set feature flags", roles: nobody, apiKey: false },
  "platform.job.manage": {
    description: "See, replay and dismiss failed jobs of every tenant",
    roles: nobody,
    apiKey: false,
  },
  "platform.panic.manage": {
    description: "Panic switches for every tenant",
    roles: nobody,
    apiKey: false,
  },
  "platform.health.read": {
    description: "See the platform's health",
    roles: nobody,
    apiKey: false,
  },
} as const satisfies Record<string, Permission>;

export type PermissionName = keyof typeof permissions;

/** One row of the table, whichever. */
export type PermissionRule = Permission;
