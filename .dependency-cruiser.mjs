// The rooms and the tiers (ARCHITECTURE.md, law 3). A module may import only from its own tier or below;
// upward is an event.
const tiers = [
  [
    "tenants",
    "auth",
    "audit",
    "notifications",
    "templates",
    "files",
    "integrations",
    "panic",
    "jobs",
    "people",
    "work",
  ],
  ["crm", "catalog", "inventory"],
  ["quotes", "contracts", "subscriptions", "network", "monitoring", "projects", "timeclock"],
  ["billing", "payments", "einvoicing", "tickets", "fieldservice", "inbox"],
  [
    "automation",
    "hub",
    "ai",
    "analytics",
    "portal",
    "platform",
    "impersonation",
    "sign-up",
    "imports",
  ],
];
const PURE = "(?:^server/kernel/|/rules(?:/|\\.ts$)|[/-]schema\\.ts$|/port\\.ts$)";

const upward = tiers.slice(0, -1).map((modules, tier) => ({
  name: `tier-${tier}-imports-no-higher-tier`,
  severity: "error",
  from: { path: `^server/modules/(?:${modules.join("|")})/` },
  to: {
    path: `^server/modules/(?:${tiers
      .slice(tier + 1)
      .flat()
      .join("|")})/`,
    pathNot: PURE,
  },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only", "dynamic-import"] } },
    },
    { name: "no-unresolved", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...upward,
    {
      name: "kernel-is-pure",
      severity: "error",
      from: { path: "^server/kernel/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(?:server|db|app)/", pathNot: "^server/kernel/" },
    },
    {
      name: "rules-and-schemas-are-pure",
      severity: "error",
      from: {
        path: "^server/modules/.*(?:/rules(?:/|\\.ts$)|[/-]schema\\.ts$|/port\\.ts$)",
        pathNot: "\\.test\\.ts$",
      },
      to: {
        path: "^(?:server|db)/",
        pathNot: [
          PURE,
          "^server/auth/(?:permissions|grants)\\.ts$",
          "^server/tenancy/context\\.ts$",
        ],
      },
    },
    {
      name: "app-imports-no-verb",
      comment: "The UI reaches the server through app/_trpc only",
      severity: "error",
      from: { path: "^app/", pathNot: ["^app/(?:_trpc|api)/", "\\.test\\.tsx?$"] },
      to: {
        path: "^(?:server|db)/",
        pathNot: [
          "[/-]schema\\.ts$",
          "^server/modules/.+/rules(?:/|\\.ts$)",
          "^server/kernel/",
          "^server/auth/(?:permissions|grants)\\.ts$",
          "^server/tenancy/(?:host|context)\\.ts$",
        ],
      },
    },
    {
      name: "vendors-only-in-integrations",
      severity: "error",
      from: {
        path: "^(?:server|app)/",
        pathNot: [
          "^server/integrations/",
          "^server/composition\\.ts$",
          "^server/testing/",
          "\\.test\\.tsx?$",
        ],
      },
      to: {
        path: "^(?:server/integrations/[^/]+/|node_modules/(?:@upstash|@aws-sdk|resend|nodemailer|stripe|mercadopago)/)",
        pathNot: "^server/integrations/[^/]+/schema\\.ts$",
      },
    },
    {
      name: "internal-stays-inside",
      severity: "error",
      from: { path: "^server/modules/([^/]+)/" },
      to: { path: "^server/modules/([^/]+)/internal/", pathNot: "^server/modules/$1/internal/" },
    },
    {
      name: "product-imports-no-standin",
      severity: "error",
      from: {
        path: "^(?:server|app|db|emails|tenants|middleware)",
        pathNot: ["\\.test\\.tsx?$", "^server/testing/"],
      },
      to: { path: "^(?:standins|e2e|bench|server/testing)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(?:\\.next|\\.data|\\.trama|reports)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    parser: "swc",
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types", "default"],
    },
  },
};
