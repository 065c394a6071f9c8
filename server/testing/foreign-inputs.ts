// oxlint-disable max-lines -- a catalogue, read by its names
import type { World } from "./world";

/** What to call a procedure with, so that it names what is another tenant's. */
export type ForeignInput = {
  input(theirs: World): unknown;
  /** The input names a row of theirs: nothing but a refusal will do. Its table, for the control with one's own row. */
  names?: string;
};

/** The procedure takes no id: it must give nothing of theirs. */
const nothing: ForeignInput = { input: () => undefined };
const plain = (value: unknown): ForeignInput => ({ input: () => value });
/** One field holds the id of their row in the table. */
const row = (field: string, table: string, rest: Record<string, unknown> = {}): ForeignInput => ({
  input: (theirs) => ({ [field]: theirs.id(table), ...rest }),
  names: table,
});
const rows = (field: string, table: string): ForeignInput => ({
  input: (theirs) => ({ [field]: [theirs.id(table)] }),
  names: table,
});
/** A cursor that is their row's id: a place in a list, never a key. */
const after = (field: string, table: string): ForeignInput => ({
  input: (theirs) => ({ [field]: theirs.id(table) }),
});
/** A platform procedure about their tenant: refused by audience, whatever the row. */
const tenant = (rest: Record<string, unknown> = {}): ForeignInput => ({
  input: (theirs) => ({ tenantId: theirs.tenantId, ...rest }),
  names: "tenants",
});
const tenantRow = (
  field: string,
  table: string,
  rest: Record<string, unknown> = {},
): ForeignInput => ({
  input: (theirs) => ({ tenantId: theirs.tenantId, [field]: theirs.id(table), ...rest }),
  names: "tenants",
});
const platformOnly = (value: unknown): ForeignInput => ({ input: () => value, names: "tenants" });
const person = { email: "owner@new.example", name: "New owner", password: "correct horse battery" };
const company = {
  country: "PE",
  timeZone: "America/Lima",
  currency: "PEN",
  locale: "es",
  name: "New",
};
const panic = { scope: "*", actionClass: "cut", reason: "a drill of the test" };

const letter = { template: "crm.welcomeLetter", channel: "pdf", locale: "es" };
const words = { title: "Hola", body: "{{url}}" };
const code = { template: "auth.signInCode", channel: "email", locale: "es" };

const credential = { id: "AAAA", rawId: "AAAA", type: "public-key", response: {} };

/** One entry for each procedure; `server/laws/isolation.test.ts` is red where one is missing or left over. */
export const foreignInputs: Record<string, ForeignInput> = {
  "audit.erasePersonalData": row("eventId", "events", { reason: "to hide it" }),
  "audit.getEvent": row("eventId", "events"),
  "audit.log": { input: (theirs) => ({ entityId: theirs.canary }) },
  "audit.prepareExport": nothing,
  "audit.status": nothing,
  "audit.timeline": { input: (theirs) => ({ entityType: "tenant", entityId: theirs.canary }) },
  "auth.beginEnrolmentAtSignIn": plain({ challenge: "A".repeat(43) }),
  "auth.beginOidc": plain({ providerId: "nobody" }),
  "auth.beginPasskey": nothing,
  "auth.beginPasskeySignIn": nothing,
  "auth.beginProof": nothing,
  "auth.beginSecondStepPasskey": plain({ challenge: "A".repeat(43) }),
  "auth.beginTotp": nothing,
  "auth.changePassword": plain({ current: "not mine at all", next: "a brand new password" }),
  "auth.confirmTotp": plain({ code: "000000" }),
  "auth.createApiKey": plain({ name: "new", scopes: ["tenant.read"] }),
  "auth.finishEnrolmentAtSignIn": plain({ challenge: "A".repeat(43), code: "000000" }),
  "auth.finishOidc": plain({ answer: "code=x&state=y" }),
  "auth.finishSecondStep": plain({
    challenge: "A".repeat(43),
    method: "totp",
    code: "000000",
  }),
  "auth.getAccount": nothing,
  "auth.getApiKey": row("apiKeyId", "api_keys"),
  "auth.getSignInPolicy": nothing,
  "auth.listApiKeys": nothing,
  "auth.listDevices": nothing,
  "auth.listSessions": nothing,
  "auth.offerProof": nothing,
  "auth.offerSignIn": nothing,
  "auth.proveAgain": plain({ method: "password", password: "guess guess" }),
  "auth.regenerateRecoveryCodes": nothing,
  "auth.registerPasskey": plain({
    challenge: "A".repeat(43),
    name: "taken over",
    response: credential,
  }),
  "auth.removePasskey": row("passkeyId", "passkeys"),
  "auth.removeTotp": nothing,
  "auth.renamePasskey": row("passkeyId", "passkeys", { name: "taken over" }),
  "auth.requestPhoneCode": plain({ phone: "+51987654321" }),
  "auth.revokeApiKey": row("apiKeyId", "api_keys"),
  "auth.revokeOtherSessions": nothing,
  "auth.revokeSession": row("sessionId", "sessions"),
  "auth.rotateApiKey": row("apiKeyId", "api_keys"),
  "auth.saveSignInPolicy": plain({ version: 0, methodsByRole: {} }),
  "auth.sendProofCode": nothing,
  "auth.signInWithPasskey": plain({ challenge: "A".repeat(43), response: credential }),
  "auth.signInWithPassword": {
    input: (theirs) => ({
      email: `${theirs.id("memberships")}@${theirs.canary}.example`,
      password: "guess guess",
    }),
  },
  "auth.signInWithPhoneCode": {
    input: (theirs) => ({ codeId: theirs.id("one_time_codes"), code: "000000" }),
  },
  "auth.signOut": nothing,
  "auth.unlinkIdentity": row("identityId", "external_identities"),
  "auth.updateApiKey": row("apiKeyId", "api_keys", { name: "taken over" }),
  "auth.updateProfile": plain({ name: "Somebody", locale: "es" }),
  "auth.whoAmI": nothing,
  "customers.archive": row("customerId", "customers"),
  "customers.checkImport": row("fileId", "files", { mapping: { name: 0 } }),
  "customers.count": plain({}),
  "customers.create": row("ownerMembershipId", "memberships", { name: "New customer" }),
  "customers.export": {
    input: (theirs) => ({
      selection: { mode: "ids", ids: [theirs.id("customers")] },
      columns: ["name"],
      titles: ["Name"],
    }),
  },
  "customers.get": row("customerId", "customers"),
  "customers.importFailures": row("taskId", "long_tasks"),
  "customers.list": plain({}),
  "customers.listOwners": nothing,
  "customers.previewBulk": {
    input: (theirs) => ({ selection: { mode: "ids", ids: [theirs.id("customers")] } }),
  },
  "customers.restore": row("customerId", "customers"),
  "customers.startBulk": {
    input: (theirs) => ({
      selection: { mode: "ids", ids: [theirs.id("customers")] },
      change: { action: "archive" },
    }),
  },
  "customers.startImport": row("fileId", "files", { mapping: { name: 0 } }),
  "customers.update": row("customerId", "customers", { name: "taken over" }),
  "files.delete": row("id", "files"),
  "files.list": after("cursor", "files"),
  "hub.createEndpoint": plain({
    url: "https://receiver.example/hook",
    eventNames: ["file.*"],
  }),
  "hub.deleteEndpoint": row("endpointId", "webhook_endpoints"),
  "hub.listAttempts": row("deliveryId", "webhook_deliveries"),
  "hub.listDeliveries": after("endpointId", "webhook_endpoints"),
  "hub.listEndpoints": nothing,
  "hub.listEventTypes": nothing,
  "hub.pauseEndpoint": row("endpointId", "webhook_endpoints"),
  "hub.replayDelivery": row("deliveryId", "webhook_deliveries"),
  "hub.replayFailedSince": row("endpointId", "webhook_endpoints", {
    since: "2026-01-01T00:00:00Z",
  }),
  "hub.resumeEndpoint": row("endpointId", "webhook_endpoints"),
  "hub.rotateSecret": row("endpointId", "webhook_endpoints"),
  "hub.sendTestWebhook": row("endpointId", "webhook_endpoints"),
  "hub.updateEndpoint": row("endpointId", "webhook_endpoints", { description: "taken over" }),
  "impersonation.current": nothing,
  "impersonation.end": row("impersonationId", "impersonations"),
  "impersonation.enterChild": {
    input: (theirs) => ({
      childTenantId: theirs.tenantId,
      membershipId: theirs.id("memberships"),
      reason: "to look at what is theirs",
    }),
    names: "tenants",
  },
  "impersonation.impersonate": tenantRow("membershipId", "memberships", {
    reason: "to look at what is theirs",
  }),
  "impersonation.leave": nothing,
  "impersonation.list": nothing,
  "impersonation.listChildMembers": {
    input: (theirs) => ({ childTenantId: theirs.tenantId }),
    names: "tenants",
  },
  "impersonation.listEnterable": tenant(),
  "impersonation.listOfTenant": tenant(),
  "integrations.allowNetworks": tenantRow("integrationId", "integrations", {
    cidrs: ["10.0.0.0/8"],
  }),
  "integrations.connections": nothing,
  "integrations.create": plain({ vendor: "mikrotik", name: "new" }),
  "integrations.get": row("integrationId", "integrations"),
  "integrations.list": nothing,
  "integrations.remove": row("integrationId", "integrations"),
  "integrations.setEnabled": row("integrationId", "integrations", { enabled: false }),
  "integrations.update": row("integrationId", "integrations", { name: "taken over" }),
  "jobs.dismissAnyDeadLetter": tenantRow("id", "job_dead_letters"),
  "jobs.dismissDeadLetter": row("id", "job_dead_letters"),
  "jobs.listAnyDeadLetters": platformOnly({}),
  "jobs.listDeadLetters": after("cursor", "job_dead_letters"),
  "jobs.replayAnyDeadLetter": tenantRow("id", "job_dead_letters"),
  "jobs.replayDeadLetter": row("id", "job_dead_letters"),
  "notifications.list": after("cursor", "staff_notifications"),
  // Another's news are passed over, as the caller's own read ones are.
  "notifications.markRead": {
    input: (theirs) => ({ ids: [theirs.id("staff_notifications")] }),
  },
  "notifications.outbox": plain({}),
  "notifications.unreadCount": nothing,
  "panic.dropHeld": rows("ids", "panic_held"),
  "panic.list": nothing,
  "panic.listHeld": after("after", "panic_held"),
  "panic.listPlatform": platformOnly(undefined),
  "panic.releaseHeld": rows("ids", "panic_held"),
  "panic.switchOff": row("switchId", "panic_switches", { force: true, reason: "take over" }),
  "panic.switchOn": { input: (theirs) => ({ ...panic, scope: theirs.id("integrations") }) },
  "panic.switchPlatformOff": {
    input: (theirs) => ({
      switchId: theirs.id("panic_switches"),
      force: true,
      reason: "take over",
    }),
    names: "tenants",
  },
  "panic.switchPlatformOn": platformOnly(panic),
  "people.acceptInvitation": plain({ token: "A".repeat(43), password: "guess guess guess" }),
  "people.accessReview": nothing,
  "people.answerSecurityNotice": plain({ link: "x".repeat(60), outcome: "revoked" }),
  "people.archiveRole": row("customRoleId", "custom_roles"),
  "people.changeMember": row("membershipId", "memberships", { role: "agent" }),
  "people.createRole": plain({ name: "Mesa de ayuda", basedOn: "agent" }),
  "people.createTeam": plain({ name: "Zona norte" }),
  "people.deleteTeam": row("teamId", "teams"),
  "people.endMemberSessions": row("membershipId", "memberships"),
  "people.exportAccessReview": nothing,
  "people.getMember": row("membershipId", "memberships"),
  "people.inviteMember": {
    input: (theirs) => ({
      name: "New",
      email: "new@person.example",
      customRoleId: theirs.id("custom_roles"),
    }),
    names: "custom_roles",
  },
  "people.listInvitations": nothing,
  "people.listMembers": after("cursor", "memberships"),
  "people.listOwnTenants": nothing,
  "people.listRoles": nothing,
  "people.listSecurityLog": after("cursor", "security_log"),
  "people.listTeams": nothing,
  "people.openInvitation": plain({ token: "A".repeat(43) }),
  "people.openPasswordReset": plain({ token: "A".repeat(43) }),
  "people.openSecurityNotice": plain({ link: "x".repeat(60) }),
  "people.renameTeam": row("teamId", "teams", { name: "Mine now" }),
  "people.requestPasswordReset": {
    input: (theirs) => ({ email: `someone@${theirs.canary}.example` }),
  },
  "people.resendInvitation": row("invitationId", "invitations"),
  "people.resetPassword": plain({ token: "A".repeat(43), password: "guess guess guess" }),
  "people.revokeInvitation": row("invitationId", "invitations"),
  "people.setMemberStatus": row("membershipId", "memberships", { status: "active" }),
  "people.settleSecurityEntry": row("entryId", "security_log", { outcome: "expected" }),
  "people.startMemberReset": row("membershipId", "memberships"),
  "people.switchTenant": { input: (theirs) => ({ tenantId: theirs.tenantId }), names: "tenants" },
  "people.updateRole": row("customRoleId", "custom_roles", { description: "mine now" }),
  "people.viewAs": row("customRoleId", "custom_roles"),
  "people.viewingAs": nothing,
  "platform.createTenant": platformOnly({ ...company, slug: "brand-new-tenant", owner: person }),
  "platform.getHealth": platformOnly(undefined),
  "platform.getTenant": tenant(),
  "platform.listPlans": platformOnly(undefined),
  "platform.listResellers": platformOnly(undefined),
  "platform.listTenants": platformOnly({}),
  "platform.listUsage": platformOnly({}),
  "platform.runChecks": platformOnly(undefined),
  "platform.setTenantFlag": tenant({ flag: "x", enabled: true }),
  "platform.setTenantLimit": tenant({ resource: "staff", maximum: 1 }),
  "platform.setTenantPlan": tenant({ planCode: null }),
  "platform.setTenantStatus": tenant({ status: "suspended", reason: "take over" }),
  "platform.upsertPlan": platformOnly({
    code: "free-for-all",
    name: "Free",
    priceMinor: 0,
    currency: "USD",
    limits: {},
  }),
  "portal.chooseAccount": {
    input: (theirs) => ({ proof: "x".repeat(43), customerId: theirs.id("customers") }),
  },
  "portal.confirmContactChange": {
    input: (theirs) => ({
      requestId: theirs.id("one_time_codes"),
      kind: "email",
      address: "new@customer.example",
      code: "123456",
    }),
  },
  "portal.endSessions": row("customerId", "customers"),
  "portal.getAccess": row("customerId", "customers"),
  "portal.getProfile": nothing,
  "portal.listSessions": nothing,
  "portal.requestCode": { input: (theirs) => ({ address: `${theirs.canary}@customer.example` }) },
  "portal.requestContactChange": plain({ kind: "email", address: "new@customer.example" }),
  "portal.revokeSession": { input: (theirs) => ({ sessionId: theirs.id("sessions") }) },
  "portal.sendLink": row("customerId", "customers"),
  "portal.setAccess": row("customerId", "customers", { allowed: false }),
  "portal.signInWithCode": {
    input: (theirs) => ({ requestId: theirs.id("one_time_codes"), code: "123456" }),
  },
  "portal.signInWithLink": plain({ link: "x".repeat(43) }),
  "portal.signOut": nothing,
  "portal.updateProfile": plain({ name: "Renamed" }),
  "signUp.checkSlug": plain({ slug: "brand-new-tenant" }),
  "signUp.complete": plain({
    token: "x".repeat(43),
    company: { ...company, slug: "brand-new-tenant" },
    planCode: "free-for-all",
    ownerName: "New owner",
    password: "correct horse battery",
  }),
  "signUp.listOffers": nothing,
  "signUp.start": plain({ email: "owner@new.example", locale: "es" }),
  "signUp.verify": plain({ token: "x".repeat(43), code: "000000" }),
  "tenants.addDomain": plain({ host: "portal.new-tenant.example", face: "portal" }),
  "tenants.createBranch": {
    input: (theirs) => ({ code: "X1", name: "New", businessUnitId: theirs.id("business_units") }),
    names: "business_units",
  },
  "tenants.createChildTenant": plain({ ...company, slug: "brand-new-child", owner: person }),
  "templates.get": plain(letter),
  "templates.list": nothing,
  "templates.preview": row("recordId", "customers", { ...letter, content: words }),
  "templates.previewPdf": row("recordId", "customers", { ...letter, content: words }),
  "templates.records": {
    input: (theirs) => ({ template: letter.template, search: theirs.canary }),
  },
  "templates.reset": plain({ ...letter, basedOn: 0 }),
  "templates.restore": plain({ ...letter, basedOn: 0, version: 1 }),
  "templates.save": plain({ ...letter, basedOn: 0, content: words }),
  "templates.sendTest": plain({ ...code, content: { subject: "s", body: "{{code}}" } }),
  "templates.versions": plain(letter),
  "templates.welcomeLetter": row("customerId", "customers"),
  "tenants.archiveBranch": row("branchId", "branches"),
  "tenants.archiveUnit": row("unitId", "business_units"),
  "tenants.contact": nothing,
  "tenants.createUnit": plain({ code: "X1", name: "New" }),
  "tenants.get": nothing,
  "tenants.getBrand": nothing,
  "tenants.getSettings": plain({ module: "auth" }),
  "tenants.listBranches": nothing,
  "tenants.listChildTenants": nothing,
  "tenants.listDomains": nothing,
  "tenants.listFlags": nothing,
  "tenants.listUnits": nothing,
  "tenants.listUsage": nothing,
  "tenants.prepareLogo": row("fileId", "files", { kind: "light" }),
  "tenants.removeDomain": row("domainId", "tenant_domains"),
  "tenants.saveBrand": {
    input: (theirs) => ({
      version: 0,
      brand: { primary: "#123456", logoLightFileId: theirs.id("files") },
    }),
    names: "files",
  },
  "tenants.setChildLimit": {
    input: (theirs) => ({ childTenantId: theirs.tenantId, resource: "staff", maximum: 1 }),
    names: "tenants",
  },
  "tenants.settingsOverview": nothing,
  "tenants.update": plain({ name: "Renamed" }),
  "tenants.updateBranch": row("branchId", "branches", { name: "taken over" }),
  "tenants.updateSettings": plain({ module: "auth", version: 0, data: {} }),
  "tenants.updateUnit": row("unitId", "business_units", { name: "taken over" }),
  "tenants.verifyDomain": row("domainId", "tenant_domains"),
  "tenants.wipeDemoData": nothing,
  "work.cancelTask": row("taskId", "long_tasks"),
  "work.deleteView": row("viewId", "saved_views"),
  "work.getTask": row("taskId", "long_tasks"),
  "work.listFailures": row("taskId", "long_tasks"),
  "work.listTasks": after("cursor", "long_tasks"),
  "work.listViews": plain({ list: "customers" }),
  "work.saveView": plain({ list: "customers", name: "Mine", query: "" }),
  "work.undoTask": row("taskId", "long_tasks"),
  "work.updateView": row("viewId", "saved_views", { name: "taken over" }),
};
