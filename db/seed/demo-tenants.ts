import type { PayWay } from "@/server/modules/tenants/settings/paying-schema";
import type { Role } from "@/server/tenancy/context";

/** Who works there; with a phone (E.164) they may also enter by a code. */
export type DemoPerson = { role: Role; name: string; email: string; phone?: string };

/** One demo company: what its row, people and screens are made from. */
export type DemoTenant = {
  slug: string;
  name: string;
  country: string;
  timeZone: string;
  currency: string;
  planCode: string;
  /** One person for each of the five fixed roles; the first owns the company. */
  staff: readonly DemoPerson[];
  /** People of another demo company who work here too: they switch. */
  guests?: readonly DemoPerson[];
  company: {
    legalName: string;
    taxId: string;
    address: string;
    phone: string;
    supportEmail: string;
  };
  /** How its customers pay it. */
  payWays: readonly PayWay[];
  domain: { host: string; face: "staff" | "portal" };
  webhook: { url: string; description: string; eventNames: string[] };
  apiKey: string;
};

const way = (
  kind: PayWay["kind"],
  currency: string,
  name: string,
  number: string,
  more: string,
): PayWay => ({ kind, currency, name, number, more });

const ROLES: readonly Role[] = ["owner", "admin", "agent", "finance", "technician"];

/** "Ana Quispe" at fibranet → ana@fibranet.demo, role by place in the list. */
const staffOf = (
  slug: string,
  names: readonly string[],
  phones: Record<string, string> = {},
): DemoTenant["staff"] =>
  names.map((name, place) => ({
    role: ROLES[place] ?? "agent",
    name,
    email: `${name.split(" ")[0]?.toLowerCase()}@${slug}.demo`,
    ...(phones[name] && { phone: phones[name] }),
  }));

/** A fibre provider in Lima, an HVAC company in Córdoba, an integrator in Trujillo that also resells. */
export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    slug: "fibranet",
    name: "FibraNet",
    country: "PE",
    timeZone: "America/Lima",
    currency: "PEN",
    planCode: "crecimiento",
    staff: staffOf(
      "fibranet",
      ["Ana Quispe", "Bruno Salazar", "Carla Huamán", "Diego Paredes", "Elena Rojas"],
      {
        // Who visits customers: a technician, and an agent who also collects.
        "Carla Huamán": "+51987410236",
        "Elena Rojas": "+51956823174",
      },
    ),
    company: {
      legalName: "FibraNet Telecomunicaciones S.A.C.",
      taxId: "20601234565",
      address: "Av. Universitaria 1450, Los Olivos, Lima",
      phone: "+51 1 700 1450",
      supportEmail: "soporte@fibranet.demo",
    },
    payWays: [
      way("bank", "PEN", "BCP cuenta corriente", "191-2233445-0-17", "CCI 002-191-002233445017-55"),
      way("wallet", "PEN", "Yape o Plin", "987 654 321", "A nombre de FibraNet"),
      way("office", "", "Oficina Los Olivos", "Av. Universitaria 1450", "Lunes a sábado, 9 a 18 h"),
    ],
    domain: { host: "clientes.fibranet-demo.pe", face: "portal" },
    webhook: {
      url: "https://erp.fibranet-demo.pe/hooks/trama",
      description: "ERP contable",
      eventNames: ["usage.*", "tenant.*"],
    },
    apiKey: "ERP contable",
  },
  {
    slug: "climasur",
    name: "ClimaSur",
    country: "AR",
    timeZone: "America/Argentina/Cordoba",
    currency: "ARS",
    planCode: "inicio",
    staff: staffOf("climasur", [
      "Lucia Ferreyra",
      "Mateo Peralta",
      "Sofia Bustos",
      "Tomas Moyano",
      "Valentina Luna",
    ]),
    company: {
      legalName: "ClimaSur Refrigeración S.R.L.",
      taxId: "30-71234567-1",
      address: "Bv. San Juan 780, Córdoba",
      phone: "+54 351 555 0780",
      supportEmail: "servicio@climasur.demo",
    },
    payWays: [
      way("bank", "ARS", "Banco de Córdoba", "CBU 0200900501000012345678", "Alias CLIMASUR.PAGOS"),
      way(
        "office",
        "",
        "Taller San Juan",
        "Bv. San Juan 780, Córdoba",
        "Lunes a viernes, 8 a 17 h",
      ),
    ],
    domain: { host: "turnos.climasur-demo.com.ar", face: "portal" },
    webhook: {
      url: "https://agenda.climasur-demo.com.ar/trama",
      description: "Agenda de visitas",
      eventNames: [],
    },
    apiKey: "Agenda web",
  },
  {
    slug: "bytek",
    name: "BYTEK",
    country: "PE",
    timeZone: "America/Lima",
    currency: "PEN",
    planCode: "pro",
    staff: staffOf("bytek", [
      "Rosa Chávez",
      "Julio Mendoza",
      "Karina Vega",
      "Percy Solano",
      "Milagros Díaz",
    ]),
    guests: [{ role: "admin", name: "Ana Quispe", email: "ana@fibranet.demo" }],
    company: {
      legalName: "BYTEK Soluciones E.I.R.L.",
      taxId: "20559876541",
      address: "Jr. Pizarro 512, Trujillo, La Libertad",
      phone: "+51 44 60 0512",
      supportEmail: "mesa@bytek.demo",
    },
    payWays: [
      way("bank", "PEN", "Interbank soles", "600-3001122334", "A nombre de BYTEK Soluciones"),
      way("bank", "USD", "Interbank dólares", "600-3005566778", "A nombre de BYTEK Soluciones"),
    ],
    domain: { host: "panel.bytek-demo.pe", face: "staff" },
    webhook: {
      url: "https://n8n.bytek-demo.pe/webhook/trama",
      description: "Automatizaciones",
      eventNames: ["domain.*", "tenant.*"],
    },
    apiKey: "Automatizaciones",
  },
];

/** The child that BYTEK, as a reseller, opened for a customer of its own. */
export const DEMO_CHILD = {
  parentSlug: "bytek",
  slug: "tecnoandes",
  name: "TecnoAndes",
  country: "PE",
  timeZone: "America/Lima",
  currency: "PEN",
  locale: "es" as const,
  owner: { name: "Nelly Cárdenas", email: "nelly@tecnoandes.demo" },
  limits: {
    staff: 8,
    customers: 800,
    devices: 150,
    storageBytes: 10 * 1024 ** 3,
    apiKeys: 3,
    webhookEndpoints: 3,
    domains: 1,
    childTenants: 0,
    messages: 4_000,
    apiCalls: 50_000,
  },
};

/** The platform's own person, on the admin host. */
export const DEMO_ADMIN = { name: "Administración Trama", email: "admin@trama.demo" };

/** Printed at every start, so no secret; the demo is for a machine of one's own. */
export const DEMO_PASSWORD = "trama-demo-2026";
