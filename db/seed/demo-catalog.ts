import type { CreateItemInput } from "@/server/modules/catalog/schema";

/** What a demo company sells, with what its services look like. */
export type DemoItem = CreateItemInput & {
  /** Code of the unit. */
  unit: string;
  /** Of a hundred customers whom it suits, how many have it; absent: sold beside the subscriptions. */
  share?: number;
  /** Whom it suits. */
  suits?: "person" | "company" | "both";
  /** Priced in this currency's own book instead of the default one. */
  inCurrency?: string;
};

const internet = (downMbps: number, upMbps: number) => ({
  network: {
    ...{ downKbps: downMbps * 1_000, upKbps: upMbps * 1_000 },
    ...{ priority: 8, pool: "clientes", contention: 8 },
  },
  ...({
    kind: "subscription",
    niche: "internet",
    unitOfMeasure: "month",
    category: "Internet",
  } as const),
  // A person connects a new one and says then on which router it is.
  enforcementKind: "manual" as const,
});
const monthly = { kind: "subscription", unitOfMeasure: "month" } as const;

/** The catalogues of the demo companies, by slug; prices hold the tax, as people are told. */
export const DEMO_CATALOG: Readonly<Record<string, readonly DemoItem[]>> = {
  fibranet: [
    {
      code: "FIBRA-100",
      name: "Fibra 100 Mbps",
      price: "59.90",
      cost: "21",
      unit: "HOGARES",
      share: 44,
      suits: "person",
      ...internet(100, 50),
    },
    {
      code: "FIBRA-200",
      name: "Fibra 200 Mbps",
      price: "79.90",
      cost: "26",
      unit: "HOGARES",
      share: 34,
      suits: "person",
      ...internet(200, 100),
    },
    {
      code: "FIBRA-400",
      name: "Fibra 400 Mbps",
      price: "99.90",
      cost: "34",
      unit: "HOGARES",
      share: 16,
      suits: "person",
      ...internet(400, 200),
    },
    {
      code: "FIBRA-600",
      name: "Fibra 600 Mbps Gamer",
      price: "139.90",
      cost: "48",
      unit: "HOGARES",
      share: 6,
      suits: "person",
      ...internet(600, 300),
    },
    {
      code: "EMPRESA-200",
      name: "Empresa 200 Mbps simétrico",
      price: "289.00",
      cost: "110",
      unit: "EMPRESAS",
      share: 70,
      suits: "company",
      ...internet(200, 200),
      commitmentMonths: 12,
      earlyTerminationPercent: "50",
    },
    {
      code: "DEDICADO-100",
      name: "Enlace dedicado 100 Mbps",
      price: "890.00",
      cost: "420",
      unit: "EMPRESAS",
      share: 30,
      suits: "company",
      ...internet(100, 100),
      billingMode: "postpaid",
      commitmentMonths: 24,
      earlyTerminationPercent: "50",
    },
    {
      code: "IP-FIJA",
      name: "Dirección IP fija",
      kind: "service",
      category: "Adicionales",
      unitOfMeasure: "month",
      price: "25.00",
      unit: "EMPRESAS",
    },
    {
      code: "INSTALACION",
      name: "Instalación de fibra",
      kind: "service",
      category: "Instalación",
      price: "80.00",
      unit: "HOGARES",
    },
    {
      code: "ROUTER-AX",
      name: "Router Wi-Fi 6 AX1800",
      kind: "product",
      category: "Equipos",
      price: "219.00",
      cost: "142",
      unit: "HOGARES",
    },
  ],
  climasur: [
    {
      code: "MANT-HOGAR",
      name: "Mantenimiento mensual hogar",
      niche: "maintenance",
      price: "18500",
      unit: "SERVICIO",
      share: 55,
      suits: "person",
      billingMode: "postpaid",
      ...monthly,
    },
    {
      code: "MANT-COMERCIO",
      name: "Mantenimiento trimestral comercio",
      niche: "maintenance",
      price: "148000",
      unit: "SERVICIO",
      share: 80,
      suits: "company",
      intervalMonths: 3,
      ...monthly,
    },
    {
      code: "VISITA",
      name: "Visita de diagnóstico",
      kind: "service",
      price: "32000",
      unit: "SERVICIO",
    },
    {
      code: "SPLIT-3500",
      name: "Instalación split 3500 frigorías",
      kind: "service",
      price: "185000",
      unit: "SERVICIO",
    },
    {
      code: "GAS-R410",
      name: "Recarga de gas R410A",
      kind: "product",
      price: "64000",
      cost: "38000",
      unit: "SERVICIO",
    },
  ],
  bytek: [
    {
      code: "WEB-MANT",
      name: "Mantenimiento web mensual",
      niche: "maintenance",
      price: "180",
      unit: "DIGITAL",
      share: 40,
      suits: "both",
      enforcementKind: "manual",
      ...monthly,
    },
    {
      code: "HOSTING-ANUAL",
      name: "Hosting y correo anual",
      niche: "saas",
      price: "540",
      unit: "DIGITAL",
      share: 25,
      suits: "both",
      intervalMonths: 12,
      ...monthly,
    },
    {
      code: "SAAS-CRM",
      name: "CRM Bytek por usuario",
      niche: "saas",
      price: "29",
      inCurrency: "USD",
      unit: "SOFTWARE",
      share: 20,
      suits: "both",
      ...monthly,
    },
    {
      code: "NAS-SOPORTE",
      name: "Soporte de NAS y respaldos",
      niche: "maintenance",
      price: "450",
      unit: "INFRA",
      share: 15,
      suits: "both",
      billingMode: "postpaid",
      enforcementKind: "manual",
      ...monthly,
    },
    { code: "LANDING", name: "Landing en 7 días", kind: "service", price: "1200", unit: "DIGITAL" },
    {
      code: "HORA-DEV",
      name: "Hora de desarrollo",
      kind: "service",
      unitOfMeasure: "hour",
      price: "140",
      unit: "SOFTWARE",
    },
  ],
};
