import type { Page } from "@playwright/test";
import { origin } from "./product";

/** A page of the product as a person meets it with the demo data; `server/laws/visited-pages.test.ts` wants every page here. */
export type Visit = {
  name: string;
  face: "site" | "platform" | "staff";
  /** Path, or the route with its [parameters] when `from` says where such an address is found. */
  path: string;
  /** The page whose first link that fits is followed. */
  from?: { path: string; href: RegExp };
  /** What stands behind that link's address: `/edit`. */
  after?: string;
  /** Signed in as this demo role; absent: nobody is. `customer` enters the portal by code. */
  as?: string;
  tenant?: string;
};

const UUID = "[0-9a-f-]{36}";
const owner = { face: "staff", tenant: "fibranet", as: "owner" } as const;
const admin = { face: "platform", as: "platform" } as const;
const anybody = { face: "staff", tenant: "climasur" } as const;
const customer = { face: "staff", tenant: "fibranet", as: "customer" } as const;
const NO_TOKEN = "A".repeat(43);

/** Who sees what, in the order of their sign-ins. */
export const visits: Record<"open" | "staff" | "platform" | "portal", readonly Visit[]> = {
  open: [
    { name: "landing", face: "site", path: "/" },
    { name: "sign-up", face: "site", path: "/sign-up" },
    { name: "landing-en", face: "site", path: "/en" },
    { name: "sign-up-pt", face: "site", path: "/pt/sign-up" },
    { name: "sign-in", ...anybody, path: "/sign-in" },
    { name: "admin-sign-in", face: "platform", path: "/sign-in" },
    { name: "forgot-password", ...anybody, path: "/forgot-password" },
    { name: "reset-password", ...anybody, path: `/reset-password/${NO_TOKEN}` },
    { name: "invitation", ...anybody, path: `/invitation/${NO_TOKEN}` },
    { name: "security-notice", ...anybody, path: `/security-notice/${NO_TOKEN}` },
    { name: "enter", ...anybody, path: "/enter" },
    { name: "portal-enter", ...anybody, path: "/portal/enter" },
    { name: "portal-sign-in", ...anybody, path: "/portal/sign-in" },
    { name: "portal-suspended", ...anybody, path: "/portal/suspended" },
    { name: "pay-link", ...anybody, path: `/portal/pay/${NO_TOKEN}` },
    { name: "portal-enter", ...anybody, path: "/portal/enter" },
  ],
  staff: [
    { name: "staff-home", ...owner, path: "/" },
    { name: "customers", ...owner, path: "/customers" },
    {
      name: "customer",
      ...owner,
      path: "/customers/[customerId]",
      from: { path: "/customers", href: new RegExp(`^/customers/${UUID}$`) },
    },
    { name: "duplicates", ...owner, path: "/customers/duplicates" },
    { name: "custom-fields", ...owner, path: "/settings/custom-fields" },
    { name: "imports", ...owner, path: "/imports" },
    { name: "catalog", ...owner, path: "/catalog" },
    {
      name: "catalog-item",
      ...owner,
      path: "/catalog/[itemId]",
      from: { path: "/catalog", href: new RegExp(`^/catalog/${UUID}$`) },
    },
    { name: "catalog-prices", ...owner, path: "/catalog/prices" },
    { name: "catalog-taxes", ...owner, path: "/catalog/taxes" },
    { name: "catalog-exchange-rates", ...owner, path: "/catalog/exchange-rates" },
    {
      name: "import-kind",
      ...owner,
      path: "/imports/[kind]",
      from: { path: "/imports", href: /^\/imports\/services$/ },
    },
    { name: "collections", ...owner, path: "/collections" },
    { name: "collection-tasks", ...owner, path: "/collections/tasks" },
    {
      name: "collection-task",
      ...owner,
      path: "/collections/[taskId]",
      from: { path: "/collections/tasks", href: new RegExp(`^/collections/${UUID}$`) },
    },
    { name: "who-would-be-cut", ...owner, path: "/collections/tomorrow" },
    { name: "promises", ...owner, path: "/collections/promises" },
    { name: "dunning", ...owner, path: "/settings/dunning" },
    { name: "invoices", ...owner, path: "/invoices" },
    { name: "invoice-new", ...owner, path: "/invoices/new" },
    {
      name: "invoice",
      ...owner,
      path: "/invoices/[invoiceId]",
      from: { path: "/invoices", href: new RegExp(`^/invoices/${UUID}$`) },
    },
    {
      name: "invoice-edit",
      ...owner,
      path: "/invoices/[invoiceId]/edit",
      after: "/edit",
      from: { path: "/invoices", href: new RegExp(`^/invoices/${UUID}$`) },
    },
    { name: "credit-notes", ...owner, path: "/credit-notes" },
    {
      name: "credit-note",
      ...owner,
      path: "/credit-notes/[creditNoteId]",
      from: { path: "/credit-notes", href: new RegExp(`^/credit-notes/${UUID}$`) },
    },
    { name: "receivables", ...owner, path: "/receivables" },
    { name: "deposits", ...owner, path: "/deposits" },
    { name: "payments", ...owner, path: "/payments" },
    { name: "proofs", ...owner, path: "/payments/proofs" },
    {
      name: "proof",
      ...owner,
      path: "/payments/proofs/[proofId]",
      from: { path: "/payments/proofs", href: new RegExp(`^/payments/proofs/${UUID}$`) },
    },
    { name: "bank", ...owner, path: "/payments/bank" },
    {
      name: "bank-movement",
      ...owner,
      path: "/payments/bank/[movementId]",
      from: { path: "/payments/bank", href: new RegExp(`^/payments/bank/${UUID}$`) },
    },
    { name: "bank-upload", ...owner, path: "/payments/bank/upload" },
    { name: "cash", ...owner, path: "/payments/cash" },
    {
      name: "cash-shift",
      ...owner,
      path: "/payments/cash/[shiftId]",
      from: { path: "/payments/cash", href: new RegExp(`^/payments/cash/${UUID}$`) },
    },
    { name: "payment-new", ...owner, path: "/payments/new" },
    {
      name: "payment",
      ...owner,
      path: "/payments/[paymentId]",
      from: { path: "/payments", href: new RegExp(`^/payments/${UUID}$`) },
    },
    {
      name: "statement",
      ...owner,
      path: "/customers/[customerId]/statement",
      after: "/statement",
      from: { path: "/customers", href: new RegExp(`^/customers/${UUID}$`) },
    },
    { name: "messages", ...owner, path: "/messages" },
    { name: "notification-policies", ...owner, path: "/settings/notifications" },
    { name: "services", ...owner, path: "/services" },
    { name: "service-new", ...owner, path: "/services/new" },
    { name: "service-tasks", ...owner, path: "/services/tasks" },
    {
      name: "service",
      ...owner,
      path: "/services/[serviceId]",
      from: { path: "/services", href: new RegExp(`^/services/${UUID}$`) },
    },
    { name: "tasks", ...owner, path: "/tasks" },
    { name: "notifications", ...owner, path: "/notifications" },
    { name: "account", ...owner, path: "/account" },
    { name: "billing-runs", ...owner, path: "/billing" },
    {
      name: "billing-run",
      ...owner,
      path: "/billing/runs/[runId]",
      from: { path: "/billing", href: new RegExp(`^/billing/runs/${UUID}$`) },
    },
    { name: "billing-settings", ...owner, path: "/settings/billing" },
    { name: "settings", ...owner, path: "/settings" },
    { name: "company", ...owner, path: "/settings/company" },
    { name: "units", ...owner, path: "/settings/units" },
    { name: "brand", ...owner, path: "/settings/brand" },
    { name: "templates", ...owner, path: "/settings/templates" },
    { name: "template", ...owner, path: "/settings/templates/auth.invitation" },
    { name: "domains", ...owner, path: "/settings/domains" },
    { name: "users", ...owner, path: "/settings/users" },
    { name: "roles", ...owner, path: "/settings/roles" },
    { name: "sign-in-methods", ...owner, path: "/settings/sign-in" },
    { name: "security", ...owner, path: "/settings/security" },
    { name: "access-review", ...owner, path: "/settings/security/access" },
    { name: "integrations", ...owner, path: "/settings/integrations" },
    { name: "policies", ...owner, path: "/settings/policies" },
    { name: "children", ...owner, tenant: "bytek", path: "/settings/children" },
    { name: "api-keys", ...owner, path: "/settings/api-keys" },
    {
      name: "api-key",
      ...owner,
      path: "/settings/api-keys/[apiKeyId]",
      from: { path: "/settings/api-keys", href: new RegExp(`^/settings/api-keys/${UUID}$`) },
    },
    { name: "network", ...owner, path: "/network" },
    { name: "network-commands", ...owner, path: "/network/commands" },
    { name: "network-adoption", ...owner, path: "/network/adoption" },
    { name: "webhooks", ...owner, path: "/settings/webhooks" },
    {
      name: "webhook",
      ...owner,
      path: "/settings/webhooks/[endpointId]",
      from: { path: "/settings/webhooks", href: new RegExp(`^/settings/webhooks/${UUID}$`) },
    },
    { name: "audit", ...owner, path: "/settings/audit" },
    { name: "failed-jobs", ...owner, path: "/settings/jobs" },
    { name: "panic", ...owner, path: "/settings/panic" },
    { name: "not-found", ...owner, path: "/no-such-page" },
  ],
  platform: [
    { name: "platform-tenants", ...admin, path: "/" },
    {
      name: "platform-tenant",
      ...admin,
      path: "/tenants/[tenantId]",
      from: { path: "/", href: new RegExp(`^/tenants/${UUID}$`) },
    },
    { name: "platform-plans", ...admin, path: "/plans" },
    { name: "platform-usage", ...admin, path: "/usage" },
    { name: "platform-resellers", ...admin, path: "/resellers" },
    { name: "platform-jobs", ...admin, path: "/jobs" },
    { name: "platform-panic", ...admin, path: "/panic" },
    { name: "platform-health", ...admin, path: "/health" },
  ],
  portal: [
    { name: "portal-home", ...customer, path: "/portal" },
    { name: "portal-profile", ...customer, path: "/portal/profile" },
    { name: "portal-invoices", ...customer, path: "/portal/invoices" },
    {
      name: "portal-invoice",
      ...customer,
      path: "/portal/invoices/[invoiceId]",
      from: { path: "/portal/invoices", href: new RegExp(`^/portal/invoices/${UUID}$`) },
    },
    { name: "portal-proofs", ...customer, path: "/portal/proofs" },
    { name: "portal-proof-new", ...customer, path: "/portal/proofs/new" },
    { name: "portal-services", ...customer, path: "/portal/services" },
    { name: "portal-history", ...customer, path: "/portal/history" },
    { name: "portal-pay", ...customer, path: "/portal/pay" },
    { name: "portal-cards", ...customer, path: "/portal/cards" },
    { name: "portal-payments", ...customer, path: "/portal/payments" },
  ],
};

/** Opens the page of a visit. */
export async function visit(
  page: Page,
  { face, tenant, path, from, after = "" }: Visit,
): Promise<void> {
  const at = origin(face, tenant);
  if (!from) {
    await page.goto(at + path);
    return;
  }
  await page.goto(at + from.path);
  const links = page.locator("a[href]");
  await page.waitForLoadState("load");
  await links.first().waitFor();
  await page.waitForFunction(
    (pattern) =>
      [...document.querySelectorAll("a[href]")].some((link) =>
        new RegExp(pattern).test(link.getAttribute("href") ?? ""),
      ),
    from.href.source,
  );
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute("href") ?? ""),
  );
  const found = hrefs.find((href) => from.href.test(href));
  if (!found) throw new Error(`no link ${from.href} on ${from.path}`);
  await page.goto(at + found + after);
}
