import { billingDocuments } from "./billing-documents";
import { billingMessages } from "./billing-templates";

/** How a variable's value is written; the place in the text may ask for another format of the same kind. */
export type VariableKind = "text" | "code" | "url" | "date" | "money" | "number";

export type TemplateVariable = {
  readonly kind: VariableKind;
  /** What a preview shows where no record gives a value; dates are ISO 8601, money is `123.45 PEN`. */
  readonly sample: string;
  /** May be missing: then nothing is written in its place. */
  readonly optional?: true;
};

export type TemplateChannel = "email" | "whatsapp" | "pdf";

type TemplateDefinition = {
  /** Where the list shows it. */
  readonly area: "access" | "account" | "billing" | "system" | "documents";
  /** Whose record a preview is filled with. */
  readonly record: "member" | "customer" | "none";
  readonly channels: readonly TemplateChannel[];
  readonly variables: Readonly<Record<string, TemplateVariable>>;
  /** One of these must stand in the text, or the message is worth nothing. */
  readonly must: readonly string[];
  /** Goes out before a tenant has anybody who could word it: not shown to tenants. */
  readonly platformOnly?: true;
  /** About signing in: links typed into the text are refused, so that a mail that asks to sign in leads nowhere else. */
  readonly ownLinksOnly?: true;
  /** A mail that asks for money: the company's ways to pay stand below its words. */
  readonly asksForMoney?: true;
};

const text = (sample: string) => ({ kind: "text", sample }) as const;
const url = (path: string) => ({ kind: "url", sample: path }) as const;
const code = { kind: "code", sample: "482 915" } as const;
const minutes = { kind: "number", sample: "10" } as const;
const companyName = text("FibraNet");
/** The recipient's name, where it is known. */
const name = { kind: "text", sample: "María Quispe", optional: true } as const;

const access = { area: "access", ownLinksOnly: true } as const;

/** Every message and document that a tenant may word for itself. The words in code stand in `originals/`. */
export const templates = {
  "auth.invitation": {
    ...access,
    record: "member",
    channels: ["email", "whatsapp"],
    variables: {
      name,
      inviterName: text("Ana Torres"),
      companyName,
      roleName: text("Técnico"),
      url: url("/join/ejemplo"),
    },
    must: ["url"],
  },
  "auth.passwordReset": {
    ...access,
    record: "member",
    channels: ["email"],
    variables: { name, companyName, url: url("/reset/ejemplo") },
    must: ["url"],
  },
  "auth.passwordChanged": {
    ...access,
    record: "member",
    channels: ["email"],
    variables: { name, companyName },
    must: [],
  },
  "auth.signInCode": {
    ...access,
    record: "customer",
    channels: ["email", "whatsapp"],
    variables: { name, code, companyName, minutes },
    must: ["code"],
  },
  "auth.magicLink": {
    ...access,
    record: "customer",
    channels: ["email", "whatsapp"],
    variables: { name, url: url("/sign-in/link/ejemplo"), code, companyName, minutes },
    must: ["url"],
  },
  "auth.securityAlert": {
    ...access,
    record: "member",
    channels: ["email", "whatsapp"],
    variables: {
      name,
      companyName,
      what: text("Nuevo dispositivo: Chrome en Android"),
      where: text("Lima, Perú"),
      when: { kind: "date", sample: "2026-03-14T15:09:00Z" },
      url: url("/account"),
    },
    must: ["what", "url"],
  },
  "site.signUpCode": {
    ...access,
    platformOnly: true,
    record: "none",
    channels: ["email"],
    variables: { code, minutes, companyName },
    must: ["code"],
  },
  "site.welcome": {
    area: "account",
    platformOnly: true,
    record: "member",
    channels: ["email"],
    variables: { name, companyName, url: url("/") },
    must: ["url"],
  },
  "tenants.limitWarning": {
    area: "system",
    record: "member",
    channels: ["email"],
    variables: {
      name,
      companyName,
      resourceName: text("Clientes"),
      percent: { kind: "number", sample: "80" },
      used: { kind: "number", sample: "960" },
      maximum: { kind: "number", sample: "1200" },
      url: url("/settings"),
    },
    must: ["resourceName"],
  },
  "hub.endpointDisabled": {
    area: "system",
    record: "member",
    channels: ["email"],
    variables: {
      name,
      companyName,
      host: text("hooks.ejemplo.pe"),
      url: url("/settings/webhooks"),
    },
    must: ["host"],
  },
  ...billingMessages,
  ...billingDocuments,
  "crm.welcomeLetter": {
    area: "documents",
    record: "customer",
    channels: ["pdf"],
    variables: {
      name,
      companyName,
      number: { kind: "number", sample: "128" },
      url: url("/"),
      today: { kind: "date", sample: "2026-03-14T15:09:00Z" },
    },
    must: ["url"],
  },
  "documents.letterhead": {
    area: "documents",
    record: "none",
    channels: ["pdf"],
    variables: {
      companyName,
      legalName: { ...text("FibraNet S.A.C."), optional: true },
      taxId: { ...text("20601234567"), optional: true },
      address: { ...text("Av. Arequipa 1234, Lima"), optional: true },
      phone: { ...text("+51 1 234 5678"), optional: true },
      supportEmail: { ...text("ayuda@fibranet.example"), optional: true },
    },
    must: [],
  },
} as const satisfies Record<string, TemplateDefinition>;

export type TemplateKey = keyof typeof templates;
export const TEMPLATE_KEYS = Object.keys(templates) as [TemplateKey, ...TemplateKey[]];

/** The definition behind a key, with its type's wide form. */
export const definitionOf = (key: TemplateKey): TemplateDefinition => templates[key];

/** Keys of what is sent to a person, not printed. */
export type MessageKey = {
  [K in TemplateKey]: "pdf" extends (typeof templates)[K]["channels"][number] ? never : K;
}[TemplateKey];
export const MESSAGE_KEYS = TEMPLATE_KEYS.filter(
  (key) => !definitionOf(key).channels.includes("pdf"),
) as [MessageKey, ...MessageKey[]];
